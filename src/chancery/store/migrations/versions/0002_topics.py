"""Positions are filed under the issue that they are about, however a report words it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from chancery.store.topics import topic_of

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    database = op.get_bind()
    collation = ' COLLATE "C"' if database.dialect.name == "postgresql" else ""
    database.exec_driver_sql(f"ALTER TABLE positions ADD COLUMN topic TEXT{collation} NOT NULL DEFAULT ''")
    issues = database.execute(text("SELECT DISTINCT issue FROM positions")).scalars().all()
    if issues:
        filed = [{"issue": issue, "topic": topic_of(issue)} for issue in issues]
        # Without an index every issue would be sought in all positions.
        database.execute(text("CREATE INDEX positions_words ON positions (issue)"))
        database.execute(text("UPDATE positions SET topic = :topic WHERE issue = :issue"), filed)
        database.execute(text("DROP INDEX positions_words"))
    database.execute(text("DROP INDEX positions_issue"))
    database.execute(text("CREATE INDEX positions_topic ON positions (topic, day, document, n)"))
