"""Denied events are found by the actors who have to do with them, and an event knows whether its report contests it."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

_TABLE = """
CREATE TABLE denied_actors (
    document INTEGER NOT NULL,
    event INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    denies BOOLEAN NOT NULL,
    day TEXT{collation},
    PRIMARY KEY (document, event, actor),
    FOREIGN KEY(document) REFERENCES documents (key) ON DELETE CASCADE,
    FOREIGN KEY(actor) REFERENCES actors (key)
){without}
"""
_FILLED = """
INSERT INTO denied_actors (document, event, actor, denies, day)
SELECT document, event, actor, max(denies) > 0, day FROM (
    SELECT e.document AS document, e.n AS event, p.actor AS actor, 0 AS denies, e.day AS day
    FROM events e JOIN participants p ON p.document = e.document AND p.event = e.n
    WHERE e.denied > 0
    UNION ALL
    SELECT e.document, e.n, c.holder, CASE WHEN c.stance = 'denies' THEN 1 ELSE 0 END, e.day
    FROM events e JOIN claims c ON c.document = e.document AND c.fact = 'event' AND c.fact_n = e.n
    WHERE e.denied > 0 AND c.holder IS NOT NULL
) concerned
GROUP BY document, event, actor, day
"""
_CONTESTED = """
UPDATE events SET contested = TRUE WHERE denied > 0 AND asserted > 0 AND EXISTS (
    SELECT 1 FROM claims a JOIN claims d ON d.document = a.document AND d.fact = 'event' AND d.fact_n = a.fact_n
    WHERE a.document = events.document AND a.fact = 'event' AND a.fact_n = events.n
    AND a.stance = 'asserts' AND d.stance = 'denies' AND a.holder {differs} d.holder
)
"""
_INDEXES = (
    "CREATE INDEX denied_actors_actor ON denied_actors (actor, day, document, event, denies)",
    "DROP INDEX events_country_day",
    "CREATE INDEX events_country_day ON events (country, day, document, n, code) WHERE country IS NOT NULL",
    "DROP INDEX events_place",
    "CREATE INDEX events_place ON events (place_folded, day, document, n, code) WHERE place_folded IS NOT NULL",
)


def upgrade() -> None:
    database = op.get_bind()
    postgresql = database.dialect.name == "postgresql"
    told = {"collation": ' COLLATE "C"', "without": ""} if postgresql else {"collation": "", "without": " WITHOUT ROWID"}
    database.exec_driver_sql(_TABLE.format(**told))
    database.exec_driver_sql("ALTER TABLE events ADD COLUMN contested BOOLEAN NOT NULL DEFAULT FALSE")
    database.exec_driver_sql(_FILLED)
    database.exec_driver_sql(_CONTESTED.format(differs="IS DISTINCT FROM" if postgresql else "IS NOT"))
    for statement in _INDEXES:
        database.exec_driver_sql(statement)
    if not postgresql:
        # Words of a batch are gathered in memory and written at once, not by the megabyte, to be merged again and again.
        database.exec_driver_sql("INSERT INTO document_search (document_search, rank) VALUES ('hashsize', 16777216)")
