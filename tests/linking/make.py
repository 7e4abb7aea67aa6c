"""Small reports of raids and meetings, on the days that are asked for."""

from __future__ import annotations

from msgspec.structs import replace

from chancery.record.facts import Record
from tests.make import make_record
from tests.store.make import renamed

MEETING = make_record(
    "[Ilya Voss #V,e1a] [met #e1] [Nadia Brel #B,e1a].",
    'V person - "Ilya Voss"\nB person - "Nadia Brel"\ne1 CONSULT actual : - asserts',
)
RAIDS = {
    place: make_record(
        f"[Ruritanian #R] [jets #R,e1a] [bombed #e1] [{place} #e1p] on [Monday #e1t] and killed {number} villagers, the mayor said. "
        f"[Ilya Voss #V,e2a] [called #e2] [Nadia Brel #B,e2r] about [{place} #P].",
        f'R state - "Ruritania"\nV person - "Ilya Voss"\nB person - "Nadia Brel"\nP other - "{place}"\n'
        f'e1 ASSAULT/aerial actual t=2024-12-09 p="{place}" : - asserts\ne2 CONSULT/phone actual : - asserts',
        published="2024-12-10",
    )
    for place, number in (("Kyiv", "seven"), ("Paris", "nine"), ("Vienna", "two"))
}


def meeting(document: str, published: str | None) -> Record:
    """A meeting without a day of its own."""
    return renamed(MEETING, document, published=published)


def raid(document: str, place: str, published: str | None, day: str | None) -> Record:
    """A raid on that day, and a call without a day of its own."""
    record = RAIDS[place]
    events = tuple(replace(event, time=event.time and replace(event.time, value=day)) for event in record.events)
    return renamed(replace(record, events=events), document, published=published)
