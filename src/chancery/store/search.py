"""Full text: what is indexed, and a searcher's words as the database wants them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, Select, Table, cast, column, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from chancery.errors import QueryError
from chancery.record.facts import Record
from chancery.store import tables
from chancery.store.bulk import insert, run
from chancery.store.folding import words

BITS = tables.STATEMENT_BITS
MOST_POSITION, MOST_PLACES, MOST_BYTES = 16383, 255, 500_000
"""What PostgreSQL can keep of one text."""

Entry = tuple[int, int, str]
"""Document, number of the statement or position in it (0 for the document itself), text."""


def entries(records: Mapping[int, Record]) -> dict[Table, list[Entry]]:
    """The texts of records, by the numbers of their documents, that can be searched."""
    found = records.items()
    said = [(key, n, content([span.text for span in one.content])) for key, r in found for n, one in enumerate(r.statements)]
    return {
        tables.document_search: [(key, 0, document_text(r.document.title, r.document.text)) for key, r in found],
        tables.statement_search: said,
        tables.position_search: [(key, n, stand.issue.text) for key, r in found for n, stand in enumerate(r.positions)],
    }


def document_text(title: str | None, text: str) -> str:
    return f"{title}\n{text}" if title else text


def content(spans: Sequence[str]) -> str:
    """What a statement says, with a dot for what stands between."""
    return spans[0] if len(spans) == 1 else " … ".join(spans)


def index(connection: Connection, found: dict[Table, list[Entry]]) -> None:
    """Let texts be found."""
    for target, texts in found.items():
        if connection.dialect.name == "postgresql":
            keys = [(d,) if target is tables.document_search else (d, n) for d, n, _ in texts]
            insert(connection, target, ((*key, vector(words(text))) for key, (_, _, text) in zip(keys, texts, strict=True)))
        else:
            run(connection, _SQLITE_INSERT[target.name], ((_rowid(target, d, n), " ".join(words(text))) for d, n, text in texts))


def unindex(connection: Connection, found: dict[Table, list[Entry]]) -> None:
    """Forget texts; on SQLite they have to be the ones that were indexed."""
    for target, texts in found.items():
        if connection.dialect.name == "postgresql":
            connection.execute(target.delete().where(target.c.document.in_({d for d, _, _ in texts})))
        else:
            run(connection, _SQLITE_DELETE[target.name], ((_rowid(target, d, n), " ".join(words(text))) for d, n, text in texts))


_SQLITE_INSERT = {
    "document_search": "INSERT INTO document_search (rowid, words) VALUES (?, ?)",
    "statement_search": "INSERT INTO statement_search (rowid, words) VALUES (?, ?)",
    "position_search": "INSERT INTO position_search (rowid, words) VALUES (?, ?)",
}
_SQLITE_DELETE = {
    "document_search": "INSERT INTO document_search (document_search, rowid, words) VALUES ('delete', ?, ?)",
    "statement_search": "INSERT INTO statement_search (statement_search, rowid, words) VALUES ('delete', ?, ?)",
    "position_search": "INSERT INTO position_search (position_search, rowid, words) VALUES ('delete', ?, ?)",
}


def _rowid(target: Table, document: int, n: int) -> int:
    return document if target is tables.document_search else document << BITS | n


def vector(found: Sequence[str]) -> str:
    """Folded words as PostgreSQL's tsvector; later places than it keeps are left out.

    >>> vector(["peace", "talks", "peace"])
    "'peace':1,3 'talks':2"
    """
    places: dict[str, list[int]] = {}
    size = 0
    for number, word in enumerate(found[:MOST_POSITION], 1):
        if word not in places:
            size += len(word.encode()) + 4
        size += 2
        if size > MOST_BYTES:
            break
        at = places.setdefault(word, [])
        if len(at) < MOST_PLACES:
            at.append(number)
    return " ".join(f"'{word}':{','.join(map(str, at))}" for word, at in places.items())


# -- asking ----------------------------------------------------------------------------------------------------------------

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+?))(\*?)(?=\s|$|")')


@dataclass(frozen=True)
class Term:
    """Words that stand in a row; ``prefix`` leaves the end of the last one open."""

    words: tuple[str, ...]
    prefix: bool


@dataclass(frozen=True)
class Query:
    """What every answer has (one of each group), and what none has."""

    wanted: tuple[tuple[Term, ...], ...]
    unwanted: tuple[Term, ...]


def parse(query: str) -> Query:
    """A searcher's words: all of them, "phrases", prefix*, one OR other, -without.

    >>> parse('talks OR negotiat* -football').wanted
    ((Term(words=('talks',), prefix=False), Term(words=('negotiat',), prefix=True)),)
    """
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    either = False
    for minus, phrase, word, star in _TERM.findall(query):
        if word == "OR" and not minus:
            either = bool(wanted)
            continue
        term = Term(tuple(words(phrase or word)), bool(star))
        if not term.words:
            continue
        if minus:
            unwanted.append(term)
        elif either:
            wanted[-1] = (*wanted[-1], term)
        else:
            wanted.append((term,))
        either = False
    if not wanted:
        raise QueryError(f"{query!r}: names no word to look for; write words, \"a phrase\" or the start of a word*")
    return Query(tuple(wanted), tuple(unwanted))


def fts5(query: Query) -> str:
    """For SQLite.

    >>> fts5(parse('"prisoner exchange" negotiat* -football'))
    '("prisoner exchange") AND ("negotiat"*) NOT ("football")'
    """

    def said(term: Term) -> str:
        return f'"{" ".join(term.words)}"{"*" * term.prefix}'

    wanted = " AND ".join(f"({' OR '.join(map(said, group))})" for group in query.wanted)
    return f"{wanted} NOT ({' OR '.join(map(said, query.unwanted))})" if query.unwanted else wanted


def tsquery(query: Query) -> str:
    """For PostgreSQL.

    >>> tsquery(parse('"prisoner exchange" negotiat* -football'))
    "('prisoner' <-> 'exchange') & ('negotiat':*) & !('football')"
    """

    def said(term: Term) -> str:
        return " <-> ".join(f"'{word}'" for word in term.words) + ":*" * term.prefix

    def group(terms: Sequence[Term]) -> str:
        return f"({' | '.join(map(said, terms))})"

    return " & ".join((*map(group, query.wanted), *(f"!({said(term)})" for term in query.unwanted)))


def matching(connection: Connection, target: Table, query: str) -> Select[tuple[int, int]]:
    """Keys of what matches: columns ``document`` and ``n`` (0 for documents). Raises QueryError.

    ``target`` is ``tables.document_search``, ``statement_search`` or ``position_search``. Join it, or take
    ``document in (select document …)``.
    """
    asked = parse(query)
    if connection.dialect.name == "postgresql":
        number = target.c.n if "n" in target.c else literal_column("0", Integer).label("n")
        return select(target.c.document, number).where(target.c.words.op("@@")(cast(tsquery(asked), TSQUERY)))
    rows = table(target.name, column("rowid", Integer), column(target.name))
    keys = (rows.c.rowid, literal_column("0", Integer)) if target is tables.document_search else (
        rows.c.rowid.op(">>")(BITS), rows.c.rowid.op("&")((1 << BITS) - 1))  # fmt: skip
    return select(keys[0].label("document"), keys[1].label("n")).where(rows.c[target.name].op("MATCH")(fts5(asked)))

