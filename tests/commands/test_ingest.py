"""`chancery ingest` and `chancery runs`: what goes in, what is said, and what is left after an end of any kind."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chancery.commands import ingest
from chancery.output import encode
from chancery.sources.guard import Guard
from chancery.sources.pace import Pace
from chancery.sources.web import Web
from chancery.store.store import open_store
from tests.ingest import workers
from tests.ingest.test_ready import GOOD
from tests.ingest.texts import text
from tests.site import ARTICLE, Reply, Site, site
from tests.test_cli import Ran, Run

NEWS = "The envoy of Graustark said on Monday that report {} was denied, and that nobody had left the table or the city since."
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Calls the command line in a folder of its own, with processes that need no bundle and a web that ends at this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ingest, "make_reader", workers.make_for_command)
    monkeypatch.setattr(ingest, "bundle_id", lambda _: "bundle-stub")
    monkeypatch.setattr(ingest, "make_web", lambda: Web(guard=Guard(loopback=True), pace=Pace(pause=lambda _: None)))
    return Run(capsys)


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as found:
        found.pages["/1"] = Reply(ARTICLE.encode())
        yield found


def lines(path: Path, *texts: str) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return path


def texts_in(store: Path) -> list[str]:
    with open_store(store, readonly=True) as opened:
        return [record.document.text for record in opened.records()]


def first_line(ran: Ran) -> str:
    return ran.out.splitlines()[0]


def test_reports_of_every_kind_go_into_one_store(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS.format(1))
    lines(folder / "wire.jsonl", NEWS.format(2), NEWS.format(3))
    ran = run("ingest", folder, "--processes", "1")
    assert (ran.code, first_line(ran)) == (0, "chancery.db, run 1: 3 new")
    assert len(texts_in(tmp_path / "chancery.db")) == 3


def test_what_was_read_before_is_not_read_again(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "wire.jsonl", NEWS.format(1), NEWS.format(2))
    run("ingest", "wire.jsonl", "--processes", "1")
    lines(tmp_path / "wire.jsonl", NEWS.format(1), NEWS.format(2), NEWS.format(3))
    assert first_line(run("ingest", tmp_path / "wire.jsonl", "--processes", "1")) == "chancery.db, run 2: 1 new, 2 unchanged"
    assert first_line(run("ingest", "wire.jsonl", "--again", "--processes", "1")) == "chancery.db, run 3: 3 unchanged"


def test_what_its_giver_says_of_a_report_makes_it_another(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "wire.jsonl", NEWS.format(1))
    run("ingest", "wire.jsonl", "--processes", "1")
    ran = run("ingest", "wire.jsonl", "--published", "2024-12-11", "--publisher", "Wire", "--processes", "1")
    assert first_line(ran) == "chancery.db, run 2: 1 read anew"
    with open_store(tmp_path / "chancery.db", readonly=True) as store:
        assert [(held.published, held.publisher) for held in store.documents()] == [("2024-12-11", "Wire")]


def test_a_bad_report_is_told_and_kept_and_stops_nothing(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "wire.jsonl", NEWS.format(1), "poison", "", "A riddle of an envoy.")
    ran = run("ingest", "wire.jsonl", "--processes", "1")
    assert (ran.code, first_line(ran)) == (3, "chancery.db, run 1: 1 new, 3 not read")
    path = tmp_path / "wire.jsonl"
    assert f"  not read (reading): the process that read it was ended by signal SIGKILL: {path}:2" in ran.out
    told = json.loads(run("runs", "1", "--format", "json").out)
    assert (told["found"], told["read"], told["rejected"]) == (4, 1, 3)
    stages = {one["name"]: one["stage"] for one in told["rejections"]}
    assert stages == {f"{path}:2": "reading", f"{path}:3": "reading", f"{path}:4": "analysis"}


def test_nothing_that_can_be_read_is_a_failure(run: Run) -> None:
    ran = run("ingest", "no.txt", "--processes", "1")
    assert (ran.code, first_line(ran)) == (1, "chancery.db, run 1: 1 not read")


def test_reprints_are_told_and_share_a_group(run: Run, tmp_path: Path) -> None:
    wire = " ".join(NEWS.format(n) for n in range(10))
    lines(tmp_path / "wire.jsonl", wire, "Another headline\n\n" + wire, wire[:700], NEWS.format(77) + " It rained in the port all day.")
    assert first_line(run("ingest", "wire.jsonl", "--processes", "1")) == "chancery.db, run 1: 4 new; 2 are copies of others"


def test_the_same_words_from_elsewhere_are_one_document(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", NEWS.format(1))
    lines(tmp_path / "b.jsonl", NEWS.format(1))
    run("ingest", "a.jsonl", "--publisher", "Wire", "--processes", "1")
    assert first_line(run("ingest", "b.jsonl", "--publisher", "Gazette", "--processes", "1")) == "chancery.db, run 2: 1 unchanged"
    with open_store(tmp_path / "chancery.db", readonly=True) as store:
        assert [held.publisher for held in store.documents()] == ["Wire"]


def test_records_that_were_read_before_need_no_reading(run: Run, tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.json").write_bytes(encode(GOOD, pretty=True))
    (tmp_path / "records.jsonl").write_bytes(encode(GOOD) + b"\n" + encode(GOOD).replace(b"denied", b"agreed"))
    assert first_line(run("ingest", "records", "--processes", "1")) == "chancery.db, run 1: 1 new"
    ran = run("ingest", "records.jsonl", "--processes", "1")
    assert (ran.code, first_line(ran)) == (3, "chancery.db, run 2: 1 unchanged, 1 not read")


def test_a_page_is_fetched_once_as_long_as_it_is_the_same(run: Run, there: Site) -> None:
    tagged = Reply(ARTICLE.encode(), headers=(("ETag", '"1"'),))
    there.pages["/1"] = lambda asked: Reply(status=304) if asked.headers.get("if-none-match") == '"1"' else tagged
    assert first_line(run("ingest", there.url("/1"), "--processes", "1")) == "chancery.db, run 1: 1 new"
    assert first_line(run("ingest", there.url("/1"), "--processes", "1")) == "chancery.db, run 2: 1 unchanged"
    assert [asked.headers.get("if-none-match") for asked in there.asked if asked.path == "/1"] == [None, '"1"']


def rss(there: Site, *paths: str) -> Reply:
    items = "".join(f"<item><title>Denial</title><link>{there.url(path)}</link></item>" for path in paths)
    content = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()
    return Reply(content, kind="application/rss+xml", headers=(("ETag", f'"{len(paths)}"'),))


def news(n: int) -> Reply:
    return Reply(f"<!doctype html><html><body><article><p>{text(n)}</p></article></body></html>".encode())


def test_a_feed_is_watched_until_it_is_stopped(run: Run, there: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    there.pages |= {"/feed": rss(there, "/1", "/gone"), "/2": news(2), "/3": news(3)}
    rounds = iter([rss(there, "/1", "/gone"), rss(there, "/1", "/2", "/gone"), Reply(status=500), rss(there, "/2", "/3", "/gone")])

    def wait(_: object, seconds: float) -> None:
        assert seconds == 1800
        there.pages["/feed"] = next(rounds, None) or stop()

    def stop() -> Reply:
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest.Desk, "wait", wait)
    ran = run("ingest", there.url("/feed"), "--watch", "--every", "30", "--processes", "1")
    assert ran.code == 130 and "Give the same command to go on" in ran.err
    counts = [line.split(": ", 1)[1] for line in ran.out.splitlines() if line.startswith("chancery.db")]
    # The page that is gone is tried three times and then left alone.
    assert counts == ["1 new, 1 not read", "1 unchanged, 1 not read", "1 new, 1 unchanged, 1 not read", "1 not read", "1 new, 2 unchanged"]
    assert there.paths().count("/1") == 1 and there.paths().count("/gone") == 3


def test_a_feed_of_which_a_page_could_not_be_had_is_fetched_whole_the_next_time(run: Run, there: Site) -> None:
    there.pages |= {"/feed": rss(there, "/1", "/2"), "/2": Reply(status=503)}
    assert first_line(run("ingest", there.url("/feed"), "--processes", "1")) == "chancery.db, run 1: 1 new, 1 not read"
    there.pages["/2"] = news(2)
    assert first_line(run("ingest", there.url("/feed"), "--processes", "1")) == "chancery.db, run 2: 1 new, 1 unchanged"
    run("ingest", there.url("/feed"), "--processes", "1")
    assert [asked.headers.get("if-none-match") for asked in there.asked if asked.path == "/feed"] == [None, None, '"2"']


def test_watching_wants_a_feed(run: Run, there: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("ingest", "wire.jsonl", "--watch").code == 2
    monkeypatch.setattr(ingest.Desk, "wait", lambda *_: None)
    ran = run("ingest", there.url("/1"), "--watch", "--processes", "1")
    assert (ran.code, ran.err) == (1, "chancery: nothing is left to watch: none of these addresses is a feed\n")


def test_a_store_that_cannot_be_is_told(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "wire.jsonl", NEWS.format(1))
    (tmp_path / "other").write_text("something else " * 100)
    ran = run("ingest", "wire.jsonl", "--store", tmp_path / "other")
    assert ran.code == 1 and "is no store of Chancery's" in ran.err
    assert run("runs", "--store", "none.db").code == 1


def test_runs_are_listed_the_last_first(run: Run, tmp_path: Path) -> None:
    lines(tmp_path / "wire.jsonl", NEWS.format(1))
    for _ in range(2):
        run("ingest", "wire.jsonl", "--processes", "1")
    told = run("runs").out.splitlines()
    assert [line.split()[0] for line in told] == ["run", "2", "1"]
    assert "everything was read" in run("runs", "2").out
    assert run("runs", "7").code == 1
    assert [one["run"] if "run" in one else one["key"] for one in json.loads(run("runs", "--format", "json").out)] == [2, 1]


SCRIPT = (
    "from chancery.commands import ingest; from tests.ingest import workers; ingest.make_reader = workers.make_for_command; "
    "ingest.bundle_id = lambda _: 'bundle-stub'; from chancery import cli; cli.run()"
)


def outside(*arguments: str | Path) -> tuple[int, str, str]:
    """The command line in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    return ran.returncode, ran.stdout, ran.stderr


def test_after_a_kill_nothing_is_lost_and_nothing_read_again_that_was_kept(tmp_path: Path) -> None:
    log, store = tmp_path / "log", tmp_path / "chancery.db"
    deadly = {1300: tmp_path / "first", 1400: tmp_path / "second"}
    for marker in deadly.values():
        marker.touch()
    texts = [f"{text(n)} log {log}" + (f" murder {deadly[n]}" if n in deadly else "") for n in range(1500)]
    path = lines(tmp_path / "wire.jsonl", *texts)
    for _ in range(2):
        assert outside("ingest", path, "--store", store, "--processes", "1")[0] == -9
        kept = set(texts_in(store))
        log.unlink()
    code, out, _ = outside("ingest", path, "--store", store, "--processes", "1")
    assert (code, sorted(texts_in(store))) == (0, sorted(texts))
    assert out == f"{store}, run 3: {1500 - len(kept):,} new, {len(kept):,} unchanged\n"
    assert kept and not kept & set(log.read_text().splitlines())
    with open_store(store, readonly=True) as opened:
        assert [one.ended_at is None for one in opened.runs()] == [False, True, True]


def test_ctrl_c_leaves_a_whole_store_and_says_how_to_go_on(tmp_path: Path) -> None:
    marker, store = tmp_path / "marker", tmp_path / "chancery.db"
    marker.touch()
    texts = [text(n) + (f" interrupt {marker}" if n == 50 else "") for n in range(80)]
    path = lines(tmp_path / "wire.jsonl", *texts)
    code, out, err = outside("ingest", path, "--store", store, "--processes", "1")
    kept = texts_in(store)
    assert (code, out, err) == (
        130, f"{store}, run 1: {len(kept)} new\n", f"stopped; what was read is in {store}. Give the same command to go on\n",
    )  # fmt: skip
    assert 0 < len(kept) < 80
    out = outside("ingest", path, "--store", store, "--processes", "1")[1]
    assert out == f"{store}, run 2: {80 - len(kept)} new, {len(kept)} unchanged\n"
    with open_store(store, readonly=True) as opened:
        assert all(one.ended_at for one in opened.runs())
