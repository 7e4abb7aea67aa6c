"""One record as one page that needs nothing else and asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from chancery.page.cards import Cards
from chancery.page.marks import marks_of
from chancery.page.markup import name, plain, words
from chancery.page.report import report
from chancery.page.segments import LAYERS, Mark
from chancery.printing import safe
from chancery.record.facts import Problem, Record
from chancery.record.text import Document


def page(record: Record) -> str:
    """The record as HTML; the same record gives the same page, byte for byte."""
    marks = list(marks_of(record))
    title = record.document.title or "Report"
    # The format stands in the first sixty characters, as in a record, so that Chancery knows its own files.
    return f"""<!doctype html>
<html data-record="{plain(record.format)}" lang="en">
{_head(plain(title))}
<body>
<a class="skip" href="#facts">Skip to the facts</a>
<header>{_title(record.document, title)}</header>
<main>
<section class="text" aria-label="Report">
{_switches(marks)}
<div class="report" lang="{plain(record.document.language or "und")}">{report(record.document.text, marks)}</div>
</section>
<section class="cards" id="facts" aria-label="Facts" tabindex="-1">
{"".join(_section(heading, cards) for heading, cards in Cards(record).sections() if cards)}{_problems(record.problems)}
</section>
</main>
<footer>{_foot(record)}</footer>
<script>{_inside("page.js")}</script>
</body>
</html>
"""


def _head(title: str) -> str:
    allowed = f"default-src 'none'; style-src {_hash('page.css')}; script-src {_hash('page.js')}; base-uri 'none'; form-action 'none'"
    return f"""<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{allowed}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title} – Chancery</title>
<style>{_inside("page.css")}</style>
</head>"""


@cache
def _inside(file: str) -> str:
    return (files("chancery.page") / file).read_text(encoding="utf-8")


def _hash(file: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(_inside(file).encode()).digest()).decode()}'"


def _title(document: Document, title: str) -> str:
    known = [name(part) for part in (document.publisher, document.published) if part]
    if document.url:
        known.append(_source(document.url))
    about = f'<p class="about">{" · ".join(known)}</p>' if known else ""
    return f"<h1>{name(title)}</h1>{about}"


def _source(url: str) -> str:
    """A link to the report where it came from, if that is a web address; any other scheme is shown and leads nowhere."""
    if url.lower().startswith(("https://", "http://")):
        return f'<a href="{escape(safe(url))}" rel="noreferrer noopener nofollow">{name(url)}</a>'
    return name(url)


def _switches(marks: Sequence[Mark]) -> str:
    """A switch for every layer, which is the key to the marks too. They work without the script."""
    found = {layer: len({(m.start, m.end) for m in marks if m.layer == layer}) for layer in LAYERS}
    switches = "".join(
        f'<label><input type="checkbox" id="show-{layer}" checked>'
        f'<u class="{layer}">{LAYERS[layer]}</u> <span class="count">{count}</span></label>'
        for layer, count in found.items()
    )
    return f'<fieldset class="layers"><legend>Show</legend>{switches}</fieldset>'


def _section(heading: str, cards: Sequence[str]) -> str:
    return f'<details open><summary><h2>{heading}</h2> <span class="count">{len(cards)}</span></summary>{"".join(cards)}</details>'


def _problems(problems: Iterable[Problem]) -> str:
    lines = "".join(f"<li>{name(problem.stage)}: {name(problem.reason)}</li>" for problem in problems)
    return f'<details open class="problems"><summary><h2>Problems</h2></summary><ul>{lines}</ul></details>' if lines else ""


def _foot(record: Record) -> str:
    return f"{words(record.document.id)} · read by Chancery with bundle {words(record.bundle.id)} {words(record.bundle.version)}"
