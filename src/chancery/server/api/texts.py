"""Texts that are sent to be read."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from chancery.reading.read import TEXT
from chancery.record.text import Capture

_EXAMPLE: JsonDict = {
    "text": "The Kremlin said on Monday that talks were held with Kyiv.",
    "title": "Talks were held, says Moscow",
    "publisher": "Ardent Wire",
    "published": "2024-12-11",
}


def _day(value: str) -> str:
    date.fromisoformat(value)
    return value


Short = Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")]
Day = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_day), Field(json_schema_extra={"format": "date"})
]


class Text(BaseModel):
    """A report. Dates like "on Monday" are resolved against ``published``."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})
    text: str = Field(min_length=1)
    title: Short | None = None
    publisher: Short | None = None
    url: Short | None = None
    published: Day | None = None

    def capture(self, name: str) -> Capture:
        content = self.text.encode("utf-8", "replace")
        return Capture(name, content, self.title, self.publisher, self.url, self.published, content_type=TEXT)

    @property
    def sha(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:16]


class Texts(BaseModel):
    """Several reports."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"texts": [_EXAMPLE]}]})
    texts: list[Text] = Field(min_length=1)
