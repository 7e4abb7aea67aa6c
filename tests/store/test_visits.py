"""Where reports were met, and which version of an address was fetched last."""

from __future__ import annotations

import msgspec

from chancery.record.text import Capture
from chancery.store import visits
from chancery.store.store import Store
from tests.store.make import CALL, DENIAL

BUNDLE = DENIAL.bundle.id
URL = "https://wire.test/1"


def told(store: Store, url: str = URL) -> tuple[str | None, str | None] | None:
    with store.reading() as connection:
        return visits.marks(connection, url)


def mark(store: Store, etag: str | None, modified: str | None) -> None:
    with store.writing() as connection:
        visits.mark(connection, URL, etag, modified, store.now())


def test_the_last_version_of_an_address_is_remembered(store: Store) -> None:
    assert told(store) is None
    mark(store, '"1"', None)
    mark(store, '"2"', "Wed, 11 Dec 2024 08:00:00 GMT")
    assert told(store) == ('"2"', "Wed, 11 Dec 2024 08:00:00 GMT")
    mark(store, None, None)
    assert told(store) is None


def test_a_report_is_met_by_its_name_as_one_bundle_reads_it(store: Store) -> None:
    store.put(DENIAL, capture=Capture(URL, b"x"))
    with store.reading() as connection:
        assert visits.met(connection, URL, BUNDLE)
        assert not visits.met(connection, URL, "bundle-other") and not visits.met(connection, URL + "2", BUNDLE)


def reprint(store: Store, name: str, published: str | None) -> bool:
    document = msgspec.structs.replace(DENIAL.document, published=published)
    with store.reading() as connection:
        return visits.is_reprint(connection, document, name, BUNDLE)


def test_the_same_text_from_elsewhere_is_a_reprint_unless_it_was_there_first(store: Store) -> None:
    assert not reprint(store, "gazette", "2024-12-12")
    store.put(DENIAL, capture=Capture("wire", b"x"))
    assert DENIAL.document.published == "2024-12-11"
    assert reprint(store, "gazette", "2024-12-12") and reprint(store, "gazette", None)
    assert not reprint(store, "gazette", "2024-12-10")
    assert not reprint(store, "wire", "2024-12-12")


def test_where_a_known_document_was_met_is_noted(store: Store) -> None:
    store.put(DENIAL, capture=Capture("wire", b"x"))
    capture = Capture("gazette", b"y")
    with store.writing() as connection:
        visits.meet(connection, [(DENIAL.document, capture, "folder"), (CALL.document, Capture("none", b""), None)], store.now())
    assert store.seen(capture, bundle=BUNDLE) and not store.seen(Capture("none", b""), bundle=BUNDLE)
