"""Answers as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import Connection

from chancery.views.actors import actor, actors
from chancery.views.brief import brief
from chancery.views.contacts import contacts, matrix
from chancery.views.disputes import disputed
from chancery.views.documents import documents, sources
from chancery.views.forms import cell, to_csv, to_json
from chancery.views.happenings import happening, happenings
from chancery.views.places import places
from chancery.views.positions import positions, stands
from chancery.views.quoting import quotations
from chancery.views.says import says
from chancery.views.search import search
from chancery.views.timeline import density, timeline

ANSWERS = {
    "search": lambda c: search(c, "ruritania", facets=True),
    "timeline": timeline,
    "contacts": contacts,
    "matrix": matrix,
    "says": says,
    "positions": positions,
    "stands": stands,
    "disputed": disputed,
    "actor": lambda c: actor(c, "Graustark"),
    "actors": actors,
    "happenings": happenings,
    "happening": lambda c: happening(c, happenings(c).rows[0].id),
    "documents": documents,
    "sources": sources,
    "places": places,
    "density": density,
    "brief": lambda c: brief(c, since="2024-12"),
}


@pytest.mark.parametrize("view", ANSWERS)
def test_every_answer_can_be_written_and_quoted(story: Connection, view: str) -> None:
    answer = ANSWERS[view](story)
    quotes = quotations(story, [answer])
    told = json.loads(to_json(view, answer, quotes))
    assert told["format"] == f"chancery-{view}/1"
    for quotation in _places(told):
        assert quotation["text"] and "before" in quotation and quotation["end"] - quotation["start"] == len(quotation["text"])
    for sheet in to_csv(view, answer, quotes).split("\r\n\r\n"):
        head, *rows = csv.reader(io.StringIO(sheet))
        assert len(set(head)) == len(head) and {len(row) for row in rows} <= {len(head)}


def _places(told: object) -> list[dict[str, object]]:
    if isinstance(told, dict):
        return [told] if {"document", "start", "end"} <= told.keys() else [place for value in told.values() for place in _places(value)]
    return [place for item in told for place in _places(item)] if isinstance(told, list) else []


def test_an_empty_answer_keeps_its_columns(story: Connection) -> None:
    nothing = timeline(story, since="2030")
    assert to_csv("timeline", nothing).split(",")[:3] == ["day", "time", "code"]
    assert json.loads(to_json("timeline", nothing)) == {"format": "chancery-timeline/1", "rows": [], "next": None}


def test_json_without_quotations_has_the_places(story: Connection) -> None:
    (row,) = json.loads(to_json("timeline", timeline(story, code="ASSAULT")))["rows"]
    assert row["evidence"][0] == {"document": "doc-raid", "start": 30, "end": 36}


def test_a_row_of_csv(story: Connection) -> None:
    page = disputed(story, code="ASSAULT")
    (row,) = csv.DictReader(io.StringIO(to_csv("disputed", page, quotations(story, [page]))))
    assert (row["day"], row["actors"], row["denied_by"], row["latitude"], row["ref"][:4]) == (
        "2024-12-10", "Graustark", "Graustark", "51.77", "evt-",
    )  # fmt: skip
    assert row["denied"] == "Graustark (doc-raid): denied that there was a raid"


@given(st.text())
@example("\x0c@")
def test_no_cell_is_a_formula(text: str) -> None:
    assert not cell(text).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_csv_may_begin_with_a_mark_for_excel(story: Connection) -> None:
    assert to_csv("sources", sources(story), bom=True).startswith("\ufeffpublisher,")
