"""A small store with a story: a meeting that one side reports and the other denies, a reprint, a raid, a changed mind, a call."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import insert, select

from chancery.store import copies, happenings, tables
from chancery.store.store import Store
from tests.make import make_record
from tests.store.make import renamed

ACTORS = """
G state - "Graustark"
R state - "Ruritania"
V person - "Ilya Voss"
B person - "Nadia Brel"
"""

MEETING = make_record(
    "[Ilya Voss #V,e1a] [met #e1] [Nadia Brel #B,e1a] in [Strelsau #e1p] on [Monday #e1t], [Ruritania #R,s1s] [said #s1]. "
    "[Talks #e1] [lasted two hours #s1c].",
    ACTORS.replace('G state - "Graustark"\n', "")
    + 'e1 CONSULT/visit actual t=2024-12-09 p="Strelsau" : R asserts\ns1 say indirect',
    published="2024-12-10",
)
DENIED = make_record(
    "[Graustark #G,s1s] [denied #s1] that [[Ilya Voss #V,e1a] had [met #e1] [Nadia Brel #B,e1a] on [Sunday #e1t] #s1c].",
    ACTORS.replace('R state - "Ruritania"\n', "") + "e1 CONSULT negated t=2024-12-08 : G denies\ns1 deny indirect",
    published="2024-12-11",
)
RAID = make_record(
    "[Nadia Brel #B,s1s] [said #s1] [[Graustark #G,e1a] had [bombed #e1] [Ruritania #R,e1r] near [Łódź #e1p] on [Tuesday #e1t] #s1c]. "
    "[Graustark #G,s2s] [denied #s2] that [there was [a raid #e1] #s2c].",
    """
    G state - "Graustark"
    R state - "Ruritania"
    B person - "Nadia Brel"
    e1 ASSAULT/aerial actual t=2024-12-10 p="Łódź" : B asserts; G denies
    s1 say indirect
    s2 deny indirect
    """,
    published="2024-12-11",
)
AGAINST = make_record(
    "[Ruritania #R,s1s] is against [a truce #i1,s1c], [its #R] envoy [said #s1].",
    'R state - "Ruritania"\ns1 say indirect\ni1 R against s1',
    published="2024-12-05",
)
FOR = make_record(
    "[Ruritania #R,s1s] now wants [a truce #i1,s1c] with [Graustark #G], its envoy [said #s1].",
    'R state - "Ruritania"\nG state - "Graustark"\ns1 say indirect\ni1 R for s1',
    published="2024-12-12",
)
CALL = make_record(
    "[President [Viktor Orbán #O,e1a] of [Hungary #H] #r1] [called #e1] [Graustark #G,e1r] on [Thursday #e1t]. "
    "[Orbán #O,s1s] [told #s1] [Graustark #G] that [the prisoner exchange with [Ruritania #R] is near #s1c].",
    """
    O person HUN "Viktor Orbán" "Orbán"
    H state HUN "Hungary"
    G state - "Graustark"
    R state - "Ruritania"
    e1 CONSULT/phone actual t=2024-12-12 : - asserts
    s1 say indirect
    r1 O holds-office H "president"
    """,
    published="2024-12-13",
)
# The markup's marks do not say to whom something is said.
CALL = replace(CALL, statements=tuple(replace(said, addressee="state:graustark") for said in CALL.statements))

REPORTS = (
    renamed(AGAINST, "doc-against", title="Ruritania against a truce", publisher="Harbour Herald"),
    renamed(MEETING, "doc-meeting", title="Envoys meet", publisher="Ardent Wire"),
    renamed(MEETING, "doc-reprint", title="Envoys meet, says wire", publisher="Daily Courier"),
    renamed(DENIED, "doc-denied", title="No meeting, says Graustark", publisher="Harbour Herald"),
    renamed(RAID, "doc-raid", title="Raid near Łódź", publisher="Ardent Wire"),
    renamed(FOR, "doc-for", title="Ruritania for a truce", publisher="Harbour Herald"),
    renamed(CALL, "doc-call", title="Orbán calls Graustark", publisher=None),
)


def fill(store: Store, *, linked: bool = True) -> Store:
    """The story told; ``linked`` as a pass over the reports would leave it."""
    store.put_many(REPORTS)
    with store.writing() as connection:
        copies.file(connection, "doc-reprint", sketch=b"-", group="doc-meeting")
    if linked:
        link(store)
    return store


def link(store: Store) -> str:
    """The meeting and its denial become one happening, which differs in its date."""
    d, e = tables.documents.c, tables.events.c
    with store.writing() as connection:
        query = select(d.id, e.document, e.id.label("event"), e.start, e.stop).join(tables.events, e.document == d.key)
        found = {row.id: row for row in connection.execute(query.where(e.code == "CONSULT"))}
        members = [found[id] for id in ("doc-meeting", "doc-reprint", "doc-denied")]
        group = frozenset((member.id, member.event) for member in members)
        happenings.write(connection, [group], happenings.Pass("test", "2024-12-14T00:00:00.000Z"))
        left, right = members[0], members[2]
        id = connection.execute(select(tables.happenings.c.id)).scalar_one()
        connection.execute(insert(tables.differences).values(
            happening=id, aspect="date", left_document=left.document, left_event=left.event, left_value="2024-12-09",
            left_start=left.start, left_stop=left.stop, right_document=right.document, right_event=right.event,
            right_value="2024-12-08", right_start=right.start, right_stop=right.stop,
        ))  # fmt: skip
        return str(id)
