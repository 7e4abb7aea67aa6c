"""The tables' form: made, brought up to date with a copy kept, refused where it is newer."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, text

from chancery.errors import StoreError, StoreVersionError
from chancery.knowledge.issues import names
from chancery.store import schema, tables
from chancery.store.store import open_store
from tests.store.make import CALL, DENIAL
from tests.views.make import REPORTS

NEXT = """
from alembic import op
from sqlalchemy import Column, Text
revision, down_revision = "0005", "0004"
def upgrade():
    op.add_column("documents", Column("shelf", Text))
    {more}
"""


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A later release, whose migration adds a column."""
    migrations = shutil.copytree(schema.MIGRATIONS, tmp_path / "migrations")
    (migrations / "versions" / "0005_shelf.py").write_text(NEXT.format(more=""))
    monkeypatch.setattr(schema, "SCHEMA", "0005")
    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    return migrations


def test_the_migrations_make_the_tables_that_the_code_knows(where: str) -> None:
    with open_store(where) as store, store.reading() as connection:
        known = [tables.metadata, tables.postgres] if connection.dialect.name == "postgresql" else [tables.metadata]
        wanted = MetaData()
        for metadata in known:
            for table in metadata.sorted_tables:
                table.to_metadata(wanted)
        fts = ("document_search", "statement_search", "position_search")
        seen = MigrationContext.configure(connection, opts={
            "include_object": lambda thing, name, kind, *_: kind != "table" or name in wanted.tables or not name.startswith(fts),
        })  # fmt: skip
        assert compare_metadata(seen, wanted) == []


def test_the_newest_migration_is_the_one_that_the_code_wants() -> None:
    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [tables.SCHEMA]


def test_an_older_store_is_brought_up_to_date_and_a_copy_of_it_kept(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "chancery.db"
    with open_store(path) as store:
        store.put(DENIAL)
    request.getfixturevalue("release")
    with pytest.raises(StoreVersionError, match="open it once for writing"):
        open_store(path, readonly=True)
    with open_store(path) as store:
        assert store.record(DENIAL.document.id) == DENIAL
        store.put(CALL)
    with open_store(path, readonly=True) as store:
        assert len(list(store.documents())) == 2
    assert [file.name for file in tmp_path.glob("*.bak*")] == ["chancery.db.0004.bak"]


def test_the_copy_is_a_store_of_the_older_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "chancery.db"
    with open_store(path) as store:
        store.put(DENIAL)
    request.getfixturevalue("release")
    open_store(path).close()
    monkeypatch.undo()
    with open_store(tmp_path / "chancery.db.0004.bak") as store:
        assert store.record(DENIAL.document.id) == DENIAL


def test_positions_of_an_older_store_are_filed_under_their_issues(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SCHEMA", "0001")
    with open_store(where) as store, store.writing() as connection:
        for statement in (
            "INSERT INTO documents (key, id, sha, record_sha, bundle, put_at, length, origin) VALUES (1, 'doc-1', '', '', '', '', 1, 1)",
            "INSERT INTO actors (key, id, name, folded, kind, sectors) VALUES (1, 'state:usa', 'US', 'us', 'state', '')",
        ):
            connection.execute(text(statement))
        for n, issue in enumerate(("military support to Kyiv", "The envoy's hat")):
            connection.execute(text(
                "INSERT INTO positions (document, n, id, holder, stance, issue, issue_folded, issue_start, issue_stop, start, stop)"
                " VALUES (1, :n, 'p', 1, 'for', :issue, '', 0, 1, 0, 1)"
            ), {"n": n, "issue": issue})  # fmt: skip
    monkeypatch.undo()
    with open_store(where) as store, store.reading() as connection:
        filed = connection.execute(text("SELECT issue, topic FROM positions ORDER BY n")).all()
        assert list(map(tuple, filed)) == [("military support to Kyiv", "military aid"), ("The envoy's hat", "the envoy s hat")]


def test_positions_are_filed_anew_where_the_list_of_issues_has_grown(where: str) -> None:
    with open_store(where) as store:
        store.put_many(REPORTS)
        with store.reading() as connection:
            before = connection.execute(text("SELECT document, n, topic FROM positions ORDER BY document, n")).all()
        with store.writing() as connection:
            connection.execute(text("UPDATE positions SET topic = issue_folded"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0003'"))
    assert any(topic in names() for _, _, topic in before)
    with open_store(where) as store, store.reading() as connection:
        assert connection.execute(text("SELECT document, n, topic FROM positions ORDER BY document, n")).all() == before


OLDER = """
    DROP TABLE denied_actors;
    ALTER TABLE events DROP COLUMN contested;
    UPDATE alembic_version SET version_num = '0002'
"""


def test_denials_of_an_older_store_are_filed_as_new_ones_are(where: str) -> None:
    queries = (
        "SELECT * FROM denied_actors ORDER BY document, event, actor",
        "SELECT document, n, contested FROM events ORDER BY document, n",
    )

    def seen(connection: Connection) -> list[list[tuple[object, ...]]]:
        return [[tuple(row) for row in connection.execute(text(query))] for query in queries]

    with open_store(where) as store:
        store.put_many(REPORTS)
        with store.reading() as connection:
            before = seen(connection)
        with store.writing() as connection:
            for statement in OLDER.split(";"):
                connection.execute(text(statement))
    assert [len(before[0]), sum(bool(row[2]) for row in before[1])] == [6, 1]
    with open_store(where) as store, store.reading() as connection:
        assert seen(connection) == before


def test_a_migration_that_fails_changes_nothing(where: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(where) as store:
        store.put(DENIAL)
    migrations: Path = request.getfixturevalue("release")
    (migrations / "versions" / "0005_shelf.py").write_text(NEXT.format(more="raise RuntimeError('power cut')"))
    with pytest.raises(RuntimeError, match="power cut"):
        open_store(where)
    monkeypatch.undo()
    with open_store(where) as store:
        assert store.record(DENIAL.document.id) == DENIAL


def test_a_server_is_brought_up_to_date(where: str, request: pytest.FixtureRequest) -> None:
    with open_store(where) as store:
        store.put(DENIAL)
    request.getfixturevalue("release")
    with open_store(where) as store, store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents WHERE shelf IS NULL")).scalar() == 1


def test_a_newer_store_is_refused(where: str) -> None:
    with open_store(where) as store, store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(StoreVersionError, match=r"made by a newer release \(tables 0999"):
        open_store(where)


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE documents (shelf TEXT)"))
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="tables of somebody else's"):
        open_store(path)
    assert path.read_bytes() == before


def test_an_empty_database_is_no_store_to_read(where: str) -> None:
    with pytest.raises(StoreError, match=r"no store of Chancery's|no such store"):
        open_store(where, readonly=True)


def test_two_programs_may_open_a_new_store_at_once(where: str) -> None:
    failed: list[BaseException] = []

    def fill() -> None:
        try:
            with open_store(where) as store:
                store.put(CALL)
        except BaseException as reason:
            failed.append(reason)

    threads = [threading.Thread(target=fill) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with open_store(where, readonly=True) as store:
        assert len(list(store.documents())) == 1
