"""The chains of voices behind a fact, each a line of chips: who says that who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from chancery.page.markup import name
from chancery.record.facts import Claim

# A sign and a word each: no stance is told by its colour alone.
_SIGNS = {"asserts": "✓", "denies": "✕", "hedges": "≈"}


class Voices:
    """Chips with the names of actors and links to their statements."""

    def __init__(self, names: Mapping[str, str], statements: Mapping[str, str]) -> None:
        self.names, self.statements = names, statements

    def chains(self, claims: Iterable[Claim]) -> str:
        lines = "".join(f"<li>{self.chain(claim)}</li>" for claim in claims)
        return f'<ul class="voices" aria-label="Who says so">{lines}</ul>' if lines else ""

    def chain(self, claim: Claim) -> str:
        *outer, last = [self.voice(by) for by in claim.by] or ["the report"]
        chips = [f'<span class="chip">{voice}</span>' for voice in outer]
        stance = f"{_SIGNS.get(claim.stance, '·')} {name(claim.stance)}"
        chips.append(f'<span class="chip {_class(claim.stance)}">{last} <span class="stance">{stance}</span></span>')
        return '<i class="to">→</i>'.join(chips) + self.statement(claim.statement)

    def voice(self, actor: str) -> str:
        return name(self.names[actor]) if actor in self.names else "somebody"

    def statement(self, statement: str | None) -> str:
        fact = self.statements.get(statement or "")
        return f' <a class="in" href="#{fact}">{fact}</a>' if fact else ""


def _class(stance: str) -> str:
    return stance if stance in _SIGNS else ""
