"""What may be asked, as parameters of addresses: the filters of the views, under the names that the pages give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from chancery.record.ontology import CLAIM_STANCES, CODES, KINDS, POSITION_STANCES, STATUSES
from chancery.server.asking import LONGEST
from chancery.views.asking import ROLES
from chancery.views.contacts import WAYS
from chancery.views.reviewing import KINDS as FACTS
from chancery.views.reviewing import REASONS
from chancery.views.says import ACTS


def _blank(value: object) -> object:
    """Forms send empty fields; they ask for nothing."""
    return None if isinstance(value, str) and not value.strip() else value


# No database takes a null character.
_Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST, pattern=r"^[^\x00]*$")]
Text = Annotated[_Words | None, BeforeValidator(_blank)]
Flag = Annotated[bool, BeforeValidator(lambda value: False if isinstance(value, str) and not value.strip() else value)]


def text(description: str, *examples: str) -> Any:
    return Field(None, description=description, examples=list(examples))


def one_of(values: Sequence[str], description: str) -> Any:
    # Capitals do not matter, so the views check the value and say which they know.
    return Field(None, description=description, json_schema_extra={"enum": list(values)})


def _actor(role: str) -> Any:
    return text(f"{role}, by id or name.", "state:rus", "Viktor Orbán")


SINCE = text("First day, as precise as you like: `2024-12-11`, `2024-12`, `2024`.", "2024-12-01")
UNTIL = text("Last day, likewise.", "2024-12")
PUBLISHER = text("Who published the report.", "Ardent Wire")
SOURCE = text("The feed or folder that it came from.", "reports/")
COPIES = Field(False, description="Whether copies of a report count too.")
CODE = one_of(CODES, "What kind of event, in PLOVER's codes.")
COUNTRY = text("Where: ISO 3166-1 alpha-3.", "UKR")
PLACE = text("Where: the name of a place.", "Kyiv")
STATUS_ = one_of(STATUSES, "How the report presents the event.")
STANCE = one_of(CLAIM_STANCES, "A stance that somebody takes towards it.")


class Asked(BaseModel):
    """Parameters that are not known are refused: a misspelt filter would give everything."""

    model_config = ConfigDict(extra="forbid")
    not_filters: ClassVar[frozenset[str]] = frozenset({"limit", "cursor", "order", "format", "q"})

    def where(self) -> dict[str, Any]:
        """Keywords of the view."""
        found = {name: getattr(self, name) for name in type(self).model_fields if name not in self.not_filters}
        if hasattr(self, "q"):
            found["words"] = self.q
        if hasattr(self, "order"):
            found["newest"] = self.order == "newest"
        return found


class Paged(Asked):
    limit: int | None = Field(None, ge=1, le=1000, description="Rows of a page, 50 unless you say so; of a stream all.")
    cursor: Text = text("Where the page before ended: its `next`. Opaque; good for the same question only.")
    format: Literal["json", "ndjson", "csv"] | None = Field(None, description="As `Accept` says, else JSON. NDJSON streams all rows.")


class Ordered(Paged):
    order: Literal["newest", "oldest"] = "newest"


_UNTABLED = Field(None, description="As `Accept` says, else JSON. NDJSON streams all rows.")


class Rejections(Paged):
    format: Literal["json", "ndjson"] | None = _UNTABLED


class Runs(Ordered):
    format: Literal["json", "ndjson"] | None = _UNTABLED


class Documents(Ordered):
    publisher: Text = PUBLISHER
    source: Text = SOURCE
    since: Text = SINCE
    until: Text = UNTIL
    copies: Flag = Field(True, description="Whether reports that copy others are listed.")


class Events(Ordered):
    actor: Text = _actor("Who takes part")
    other: Text = _actor("Who takes part as well")
    role: Text = one_of(ROLES, "As what `actor` takes part.")
    code: Text = CODE
    mode: Text = text("In which way, in PLOVER's modes.", "visit")
    status: Text = STATUS_
    stance: Text = STANCE
    place: Text = PLACE
    country: Text = COUNTRY
    publisher: Text = PUBLISHER
    source: Text = SOURCE
    since: Text = SINCE
    until: Text = UNTIL
    copies: Flag = COPIES
    once: Flag = Field(True, description="Whether a happening of several reports stands once, or every report's event.")


class Claims(Ordered):
    holder: Text = _actor("Whose stance it is")
    stance: Text = STANCE
    code: Text = CODE
    status: Text = STATUS_
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL
    copies: Flag = COPIES


class Contacts(Ordered):
    actor: Text = _actor("Who was in contact")
    other: Text = _actor("With whom")
    way: Text = one_of(WAYS, "In which way.")
    status: Text = Field("actual", description="How the report presents it.", json_schema_extra={"enum": [*STATUSES, "any"]})
    place: Text = PLACE
    country: Text = COUNTRY
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL


class Places(Asked):
    actor: Text = _actor("Who takes part")
    code: Text = CODE
    status: Text = STATUS_
    stance: Text = STANCE
    country: Text = COUNTRY
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL


class Statements(Ordered):
    q: Text = text('Words that were said: all of them, `"phrases"`, `prefix*`, `one OR other`, `-without`.', "truce")
    speaker: Text = _actor("Who says it")
    about: Text = _actor("Whom the words mention")
    addressee: Text = _actor("To whom it is said")
    act: Text = one_of(ACTS, "What is done by saying it.")
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL
    copies: Flag = COPIES


class Actors(Paged):
    q: Text = text("Words of one of the actor's names; the last may be only begun.", "orb")
    kind: Text = one_of(KINDS, "What kind of actor.")
    country: Text = text("The actor's country: ISO 3166-1 alpha-3.", "HUN")


class Happenings(Ordered):
    limit: int | None = Field(None, ge=1, le=500, description="Rows of a page, 50 unless you say so; of a stream all.")
    code: Text = CODE
    since: Text = SINCE
    until: Text = UNTIL
    denied: Flag = Field(False, description="Only those that somebody denies.")


class Disputed(Ordered):
    limit: int | None = Field(None, ge=1, le=200, description="Rows of a page, 50 unless you say so; of a stream all.")
    actor: Text = _actor("Who takes part, or is one of the voices")
    code: Text = CODE
    place: Text = PLACE
    country: Text = COUNTRY
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL


class Positions(Ordered):
    q: Text = text("Words of what the position is about.", "truce")
    actor: Text = _actor("Whose position it is")
    stance: Text = one_of(POSITION_STANCES, "On which side.")
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL


class Board(Asked):
    q: Text = text("Words of what the positions are about.", "truce")
    actor: Text = _actor("Whose positions they are")
    issue: Text = text("An issue, as the board names it.", "truce")
    stance: Text = one_of(POSITION_STANCES, "On which side.")
    publisher: Text = PUBLISHER
    since: Text = SINCE
    until: Text = UNTIL
    changed: Flag = Field(False, description="Only where a stance changed.")
    size: int = Field(40, ge=1, le=500, description="Actors and issues at most.")


class Search(Ordered):
    q: Text = text('Words of the report: all of them, `"phrases"`, `prefix*`, `one OR other`, `-without`.', "truce")
    actor: Text = _actor("Whom the report names")
    code: Text = CODE
    status: Text = STATUS_
    stance: Text = STANCE
    publisher: Text = PUBLISHER
    source: Text = SOURCE
    since: Text = SINCE
    until: Text = UNTIL
    place: Text = PLACE
    country: Text = COUNTRY
    copies: Flag = COPIES
    facets: Flag = Field(False, description="Count what the newest reports that answer have in common.")


class Judgements(Ordered):
    format: Literal["json", "ndjson"] | None = _UNTABLED
    document: Text = text("Those on facts of one document.", "doc-denied")
    kind: Text = one_of(("event", "statement", "relation", "position", "actor", "happening"), "Those on this kind of thing.")
    target: Text = text("Those on the fact, actor or happening with this id.", "evt-1")
    who: Text = text("Those of one person.", "Ada")
    withdrawn: Flag = Field(False, description="Those too that were taken back.")


class Suggestions(Paged):
    limit: int | None = Field(None, ge=1, le=200, description="Rows of a page at most, 50 unless you say so; of a stream all.")
    kind: Text = one_of(FACTS, "Those on this kind of fact.")
    why: Text = one_of(tuple(REASONS), "Those for this reason; without it, for the gravest one for which any wait.")
