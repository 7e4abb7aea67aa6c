"""The tables, as the newest migration leaves them. `docs/store.md` tells them to analysts.

Facts are numbered within their document in the order of the record: ``(document, n)`` is a fact's key, and ``id`` its id in
the record, which outlives a new reading. Spans are ``start`` and ``stop``: code points of ``records.text``. Times are a
``value`` as the record has it, and ``since`` and ``until``, its first and last day. ``day`` is what rows are sorted by: the
first day of the time, else the day of the report. ``day`` and other columns are repeated where an index needs them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)  # fmt: skip
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeEngine

SCHEMA = "0004"
"""The newest migration. Revisions are numbers, so an older program sees that a store is newer."""

STATEMENT_BITS = 16
"""Full-text rows of statements and positions on SQLite are numbered ``document << 16 | n``."""

metadata = MetaData()
postgres = MetaData()
"""What PostgreSQL has besides; SQLite has FTS5 tables of the same names."""


def _word() -> TypeEngine[str]:
    """Text in byte order, the same on every server, so that pages of rows follow each other alike."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str) -> Column[str]:
    return Column(name, _word(), nullable=False)


def _maybe(name: str) -> Column[str]:
    return Column(name, _word())


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _number_or_null(name: str) -> Column[int]:
    return Column(name, Integer)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False)


def _document() -> Column[int]:
    return Column("document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False)


def _actor(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, ForeignKey("actors.key"), nullable=nullable)


def _facts(name: str, *columns: Column[int] | Column[str] | Column[bool] | Column[float] | Index, key: tuple[str, ...] = ("n",)) -> Table:
    """A table of what one document says, its rows side by side on disk."""
    return Table(name, metadata, _document(), *columns, PrimaryKeyConstraint("document", *key), sqlite_with_rowid=False)


def _partial(name: str, rows: ColumnElement[bool], *columns: Column[Any]) -> Index:
    """An index of the rows that a question can be about: an ingest of many reports spends most of its time in indexes."""
    return Index(name, *columns, sqlite_where=rows, postgresql_where=rows)


# -- documents -------------------------------------------------------------------------------------------------------------

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", _word(), nullable=False, unique=True),
    _maybe("title"),
    _maybe("publisher"),
    _maybe("url"),
    _maybe("published"),
    _maybe("language"),
    _text("sha"),  # of the document: has it to be read again?
    _text("record_sha"),  # of the record: has it to be put again?
    _text("bundle"),
    _maybe("source"),
    _text("put_at"),
    _number("length"),
    _number("origin"),  # first document of the reports that are copies of each other; its own key where there is none
    Index("documents_published", "published", "key"),
    Index("documents_publisher", "publisher", "published", "key", "origin"),
    Index("documents_put_at", "put_at"),
    Index("documents_source", "source", "published", "key"),
    Index("documents_origin", "origin"),
    Index("documents_url", "url"),
)

records = Table(
    "records",
    metadata,
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    _text("text"),
    Column("record", LargeBinary, nullable=False),  # canonical JSON, compressed with zlib
)

problems = _facts("problems", _number("n"), _text("stage"), _text("reason"))

# What near copies are sought by: a text's sketch (null: too short for one) and its bands. Copies share a band.
sketches = Table(
    "sketches",
    metadata,
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("sketch", LargeBinary),
)
bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, nullable=False),
    _document(),
    PrimaryKeyConstraint("band", "document"),
    Index("bands_document", "document"),
    sqlite_with_rowid=False,
)

# -- actors ----------------------------------------------------------------------------------------------------------------

actors = Table(
    "actors",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", _word(), nullable=False, unique=True),
    _text("name"),
    _text("folded"),
    _text("kind"),
    _maybe("country"),
    _text("sectors"),
    _maybe("wikidata"),
    Index("actors_folded", "folded"),
    Index("actors_kind_country", "kind", "country"),
)

# Every name under which an actor was met, folded, to find him by.
actor_names = Table(
    "actor_names",
    metadata,
    _text("folded"),
    _actor("actor"),
    PrimaryKeyConstraint("folded", "actor"),
    Index("actor_names_actor", "actor"),
    sqlite_with_rowid=False,
)

document_actors = _facts(
    "document_actors",
    _number("n"),
    _actor("actor"),
    _text("name"),
    _maybe("title"),
    _number("mentions"),
    _maybe("judged"),
    _maybe("published"),
    Index("document_actors_actor", "actor", "published", "document"),
)

# Actors of the machine's record whom people took out of it: merged, renamed, rejected.
overruled_actors = Table(
    "overruled_actors",
    metadata,
    _actor("actor"),
    _document(),
    PrimaryKeyConstraint("actor", "document"),
    Index("overruled_actors_document", "document"),
    sqlite_with_rowid=False,
)

mentions = _facts("mentions", _number("n"), _number("mention"), _number("start"), _number("stop"), key=("n", "mention"))

# -- events ----------------------------------------------------------------------------------------------------------------

events = _facts(
    "events",
    _number("n"),
    _text("id"),
    _text("code"),
    _text("modes"),
    _text("contexts"),
    _text("status"),
    _maybe("time"),
    _maybe("since"),
    _maybe("until"),
    _maybe("day"),
    _maybe("duration"),
    _maybe("place"),
    _maybe("place_folded"),
    _maybe("country"),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    _number_or_null("geonames"),
    _number_or_null("start"),  # of the first mention
    _number_or_null("stop"),
    _number("asserted"),  # claims, by stance
    _number("denied"),
    _number("hedged"),
    _maybe("judged"),  # accepted or corrected by people
    _flag("contested"),  # in this report one asserts it and another denies it
    Index("events_day", "day", "document", "n"),
    Index("events_code_day", "code", "day", "document", "n"),
)
_partial("events_denied", events.c.denied > 0, events.c.day, events.c.document, events.c.n)
# With the code, so that what is asked of place and code together is counted and found without a look at each event.
_of_event = events.c.day, events.c.document, events.c.n, events.c.code
_partial("events_country_day", events.c.country.is_not(None), events.c.country, *_of_event)
_partial("events_place", events.c.place_folded.is_not(None), events.c.place_folded, *_of_event)

event_mentions = _facts("event_mentions", _number("event"), _number("n"), _number("start"), _number("stop"), key=("event", "n"))

participants = _facts(
    "participants",
    _number("event"),
    _number("n"),
    _text("role"),
    _actor("actor"),
    _number_or_null("start"),
    _number_or_null("stop"),
    _text("code"),
    _maybe("day"),
    Index("participants_actor", "actor", "day", "document", "event", "role", "code"),
    key=("event", "n"),
)

# Actors who have to do with an event that somebody denies, as parts or as voices: few of many events are denied, and an actor's
# denials are asked for.
denied_actors = _facts(
    "denied_actors",
    _number("event"),
    _actor("actor"),
    _flag("denies"),  # the actor himself
    _maybe("day"),
    Index("denied_actors_actor", "actor", "day", "document", "event", "denies"),
    key=("event", "actor"),
)

# -- what is said ----------------------------------------------------------------------------------------------------------

claims = _facts(
    "claims",
    _number("n"),
    _text("fact"),  # event or relation
    _number("fact_n"),
    _actor("holder", nullable=True),  # the last of the chain; null is the report's own voice
    _text("chain"),  # ids, outermost first, a space between
    _number("depth"),
    _text("stance"),
    _number_or_null("statement"),
    _maybe("day"),
)

_partial("claims_holder", claims.c.holder.is_not(None), claims.c.holder, claims.c.day, claims.c.document, claims.c.n)

statements = _facts(
    "statements",
    _number("n"),
    _text("id"),
    _actor("speaker", nullable=True),
    _text("act"),
    _text("form"),
    _maybe("channel"),
    _maybe("channel_name"),
    _actor("addressee", nullable=True),
    _flag("negated"),
    _number_or_null("within"),
    _number_or_null("cue_start"),
    _number_or_null("cue_stop"),
    _text("content"),
    _maybe("judged"),
    _maybe("published"),
    Index("statements_speaker", "speaker", "published", "document", "n"),
    Index("statements_published", "published", "document", "n"),
)

_said = statements.c
_partial("statements_addressee", _said.addressee.is_not(None), _said.addressee, _said.published, _said.document, _said.n)

statement_spans = _facts("statement_spans", _number("statement"), _number("n"), _number("start"), _number("stop"), key=("statement", "n"))

# Actors whom the words of a statement mention.
statement_actors = _facts(
    "statement_actors",
    _number("statement"),
    _actor("actor"),
    _maybe("published"),
    Index("statement_actors_actor", "actor", "published", "document", "statement"),
    key=("statement", "actor"),
)

relations = _facts(
    "relations",
    _number("n"),
    _text("id"),
    _actor("subject"),
    _text("predicate"),
    _actor("object"),
    _maybe("title"),
    _flag("hedged"),
    _number("start"),
    _number("stop"),
    _maybe("time"),
    _maybe("since"),
    _maybe("until"),
    _maybe("judged"),
    _maybe("day"),
    Index("relations_subject", "subject", "predicate", "day"),
    Index("relations_object", "object", "predicate", "day"),
)

positions = _facts(
    "positions",
    _number("n"),
    _text("id"),
    _actor("holder"),
    _text("stance"),
    _text("issue"),
    _text("issue_folded"),
    _number("issue_start"),
    _number("issue_stop"),
    _number("start"),
    _number("stop"),
    _number_or_null("statement"),
    _maybe("time"),
    _maybe("since"),
    _maybe("until"),
    _maybe("judged"),
    _maybe("day"),
    _text("topic"),  # the canonical name of the issue, else its words folded: what is about the same has the same
    Index("positions_day", "day", "document", "n"),
    Index("positions_holder", "holder", "day", "document", "n"),
    Index("positions_topic", "topic", "day", "document", "n"),
)

# -- across reports --------------------------------------------------------------------------------------------------------

happenings = Table(
    "happenings",
    metadata,
    Column("id", _word(), primary_key=True),
    _text("code"),
    _maybe("since"),
    _maybe("until"),
    _maybe("day"),
    _maybe("place"),
    _maybe("country"),
    Column("latitude", Float(53)),
    Column("longitude", Float(53)),
    _number("reports"),
    _number("independent"),  # reports, of copies one
    _number("asserted"),  # independent reports in which somebody asserts it
    _number("denied"),
    _number("hedged"),
    _text("made_by"),
    _text("made_at"),
    Index("happenings_day", "day", "id"),
    Index("happenings_code_day", "code", "day", "id"),
)

# By the event's id, not its number: a document that is read again keeps its events in their happenings.
happening_members = Table(
    "happening_members",
    metadata,
    _document(),
    _text("event"),
    Column("happening", _word(), ForeignKey("happenings.id", ondelete="SET NULL")),
    _text("found"),  # what the pass made of it, before people decided
    PrimaryKeyConstraint("document", "event"),
    Index("happening_members_happening", "happening", "document"),
    Index("happening_members_found", "found"),
    sqlite_with_rowid=False,
)

# Where two reports of one happening differ: stance, date, place, number or actor; each side with the words it rests on.
differences = Table(
    "differences",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("happening", _word(), ForeignKey("happenings.id", ondelete="CASCADE"), nullable=False),
    _text("aspect"),
    Column("left_document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    _text("left_event"),
    _text("left_value"),
    _number_or_null("left_start"),
    _number_or_null("left_stop"),
    Column("right_document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    _text("right_event"),
    _text("right_value"),
    _number_or_null("right_start"),
    _number_or_null("right_stop"),
    Index("differences_happening", "happening", "aspect"),
    Index("differences_left", "left_document"),
    Index("differences_right", "right_document"),
)

# -- what people decided, and what was run ---------------------------------------------------------------------------------

# An append-only log without foreign keys: what a person decided outlives what it is about.
judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    Column("id", _word(), nullable=False, unique=True),
    _text("verb"),
    _text("kind"),
    _text("target"),
    _maybe("document"),
    _text("detail"),  # JSON
    _text("who"),
    _text("made_at"),
    _maybe("why"),
    _maybe("withdrawn_at"),
    _maybe("withdrawn_by"),
    _maybe("orphaned"),  # why it changes nothing: the record does not hold what it is about
    Index("judgements_document", "document"),
    Index("judgements_target", "kind", "target"),
)

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),
    _text("command"),
    _maybe("bundle"),
    _text("started_at"),
    _maybe("ended_at"),
    _number("read"),
    _number("unchanged"),
    _number("rejected"),
)

rejections = Table(
    "rejections",
    metadata,
    Column("run", ForeignKey("runs.key", ondelete="CASCADE"), nullable=False),
    _number("n"),
    _text("name"),
    _text("stage"),
    _text("reason"),
    _text("at"),
    PrimaryKeyConstraint("run", "n"),
    sqlite_with_rowid=False,
)

# Where a document was met: a file, an address. The same text met twice is one document with two captures.
captures = Table(
    "captures",
    metadata,
    Column("name", _word(), primary_key=True),
    _text("sha"),
    Column("document", ForeignKey("documents.key", ondelete="CASCADE"), nullable=False),
    _maybe("publisher"),
    _maybe("url"),
    _maybe("source"),
    _text("at"),
    Index("captures_document", "document"),
    sqlite_with_rowid=False,
)

# The version of an address that was fetched last, as its server names it.
addresses = Table(
    "addresses",
    metadata,
    Column("url", _word(), primary_key=True),
    _maybe("etag"),
    _maybe("modified"),
    _text("at"),
    sqlite_with_rowid=False,
)

# -- full text -------------------------------------------------------------------------------------------------------------


def _search(name: str, *columns: Column[int]) -> Table:
    document = Column("document", Integer, nullable=False, autoincrement=False)
    key = PrimaryKeyConstraint("document", *(c.name for c in columns))
    table = Table(name, postgres, document, *columns, Column("words", TSVECTOR, nullable=False), key)
    Index(f"{name}_words", table.c.words, postgresql_using="gin")
    return table


document_search = _search("document_search")
statement_search = _search("statement_search", _number("n"))
position_search = _search("position_search", _number("n"))
