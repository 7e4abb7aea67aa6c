"""Positions whose words the longer list of issues names are filed under that issue."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

from chancery.store.topics import topic_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    database = op.get_bind()
    filed = database.execute(text("SELECT DISTINCT issue, topic FROM positions")).all()
    changed = [{"issue": issue, "topic": topic_of(issue)} for issue, topic in filed if topic != topic_of(issue)]
    if changed:
        # Without an index every issue would be sought in all positions.
        database.execute(text("CREATE INDEX positions_words ON positions (issue)"))
        database.execute(text("UPDATE positions SET topic = :topic WHERE issue = :issue"), changed)
        database.execute(text("DROP INDEX positions_words"))
