"""The first tables, as SQL for each database. The statements are what they were: later forms are later migrations."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    name = op.get_bind().dialect.name
    for statement in Path(__file__).with_name(f"0001_{name}.sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
