"""What is committed stays, whatever happens to the program, the disk or the lock."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from chancery.errors import StoreError, StoreFullError, StoreLockedError
from chancery.store.database import told
from chancery.store.schema import LOCK
from chancery.store.store import open_store
from tests.store.make import CALL, DENIAL, renamed

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(("kind", "times"), [("sqlite", 50), ("postgresql", 10)])
def test_a_killed_program_loses_no_committed_report_and_leaves_no_half_one(
    kind: str, times: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from tests.store.conftest import fresh

    where = str(tmp_path / "chancery.db") if kind == "sqlite" else fresh(request.getfixturevalue("postgres"))
    ran = subprocess.run([sys.executable, "-m", "tests.store.killed", where, str(times)], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(f"killed {times} times")


def test_a_full_disk_is_said_and_what_was_committed_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "chancery.db"
    with open_store(path) as store:
        event.listen(store.engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count = 150"))
        store.engine.dispose()
        many = (renamed(DENIAL, f"doc-{n}") for n in range(1000))
        with pytest.raises(StoreFullError, match=r"no space left\. Free some"):
            for record in many:
                store.put(record)
        held = [document.id for document in store.documents()]
        assert held and [record.document.id for record in store.records()] == held
    with open_store(path) as store:  # with space again it goes on
        store.put_many(renamed(DENIAL, f"doc-{n}") for n in range(300))
        assert len(list(store.documents())) == 300


def test_a_disk_that_takes_no_more_bytes_is_said(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom chancery.store.store import open_store\nfrom chancery.errors import StoreFullError\n"
        "from tests.store.make import DENIAL, renamed\n"
        "with open_store(sys.argv[1]) as store:\n"
        "    try:\n"
        "        store.put_many(renamed(DENIAL, f'doc-{n}') for n in range(3000))\n"
        "    except StoreFullError as reason:\n"
        "        print(reason)\n"
    )
    path = tmp_path / "chancery.db"
    limited = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
    command = [sys.executable, "-c", program, str(path)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=limited)
    assert "no space left" in ran.stdout, ran.stderr
    with open_store(path) as store:
        assert all(record.events == DENIAL.events for record in store.records())


def test_a_store_in_a_folder_that_takes_no_files_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "chancery.db"
    with open_store(path) as store:
        store.put(DENIAL)
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_store(path, readonly=True) as store:
        assert list(store.records()) == [DENIAL]
        assert [file.name for file in tmp_path.iterdir()] == ["chancery.db"]


def test_a_locked_store_is_said(where: str) -> None:
    open_store(where).close()
    with open_store(where) as holder, open_store(where, wait=0.1) as other, holder.writing():
        with pytest.raises(StoreLockedError, match="another program has kept it locked"):
            other.put(CALL)
        assert list(other.documents()) == []
    with open_store(where, wait=0.1) as other:
        assert other.put(CALL).outcome == "new"


def test_what_fails_in_the_middle_is_undone(where: str) -> None:
    with open_store(where) as store:
        with pytest.raises(RuntimeError), store.writing() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
            raise RuntimeError
        store.put(CALL)
    with open_store(where) as store:
        assert store.record(CALL.document.id) == CALL


def test_a_lock_has_one_name() -> None:
    assert LOCK.to_bytes(4).decode() == "chan"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"Kyiv denied the charge.\n" * 100, "is no store of Chancery's"), (b"SQLite format 3\0" + b"\xff" * 200, "store")],
)
def test_a_file_that_is_no_store_is_said(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=words):
        open_store(path)
    assert path.read_bytes() == content


def test_a_place_that_cannot_be_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no such store, or its folder may not be written to"):
        open_store(tmp_path / "no" / "chancery.db")
    with pytest.raises(StoreError, match="there is no such store"):
        open_store(tmp_path / "chancery.db", readonly=True)
    assert not (tmp_path / "chancery.db").exists()


@pytest.mark.parametrize("where", ["mysql://host/name", "postgresql://host:port/name", "sqlite://", "http://example.org/x"])
def test_an_address_of_another_kind_is_said(where: str) -> None:
    with pytest.raises(StoreError, match="store"):
        open_store(where)


def test_a_server_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^postgresql\+psycopg://news:\*\*\*@/x\?host=.*connection"):
        open_store(f"postgresql://news:secret@/x?host={tmp_path}")


def test_a_database_that_is_not_there_is_said(postgres: str) -> None:
    with pytest.raises(StoreError, match=r"createdb|does not exist"):
        open_store(f"postgresql://chancery@/nothing?host={postgres}")


def test_a_server_that_ran_full_is_said() -> None:
    import psycopg

    assert isinstance(told(psycopg.errors.DiskFull("could not extend file"), "postgresql://…"), StoreFullError)
