"""Reports as written in the codebook's markup: headers, text with its marks, lines of facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from training.codebook.values import day_of

_HEADER = re.compile(r"##\s+(\S+)\s+(\S+)\s*(?:\|\s*(.*?)\s*)?")
_TOKEN = re.compile(r"\s*#\s*([A-Za-z]\w*(?:\s*,\s*[A-Za-z]\w*)*)\s*\]|[\[\]#]")
MARK_ID = re.compile(r"[A-Z]\w*|e\d+[artpd]?|s\d+[scht]?|[ri]\d+")


class Problem(NamedTuple):
    """Something wrong with an item."""

    item: str
    line: int
    message: str

    def __str__(self) -> str:
        """Item, line and message on one line."""
        return f"{self.item} line {self.line}: {self.message}"


class CodebookError(ValueError):
    """Markup that does not make records; ``problems`` says why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems and show them all."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = list(problems)


class Mark(NamedTuple):
    """A marked stretch of the plain text."""

    start: int
    end: int
    ids: tuple[str, ...]
    line: int

    @property
    def actors(self) -> list[str]:
        """The actor ids among the mark's ids."""
        return [i for i in self.ids if i[0].isupper()]


@dataclass
class Item:
    """One report as written: header, plain text with its marks, fact lines."""

    id: str
    line: int
    published: str | None = None
    publisher: str | None = None
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    facts: list[tuple[int, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, line: int, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.id, line, message))


def items(text: str) -> list[Item]:
    """The items of a file's text, marks and fact lines told apart."""
    lines = text.splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith("##")]
    return [_item(lines, head, end) for head, end in zip(heads, [*heads[1:], len(lines)], strict=True)]


def _item(lines: list[str], head: int, end: int) -> Item:
    match = _HEADER.fullmatch(lines[head].strip())
    item = Item(match[1] if match else "?", head + 1)
    if not match:
        item.complain(head + 1, "the header is not '## ID PUBLISHED | Publisher'")
    else:
        item.published = None if match[2] == "-" else match[2]
        item.publisher = match[3] or None
        if item.published and not day_of(item.published):
            item.complain(head + 1, f"bad date of publication {item.published!r}")
    split = next((n for n in range(head + 1, end) if lines[n].strip() == "--"), end)
    if split == end:
        item.complain(head + 1, "no line '--' between text and facts")
    _Scanner(item).scan("\n".join(lines[head + 1 : split]), head + 2)
    item.facts = [(n + 1, lines[n].strip()) for n in range(split + 1, end) if lines[n].strip()]
    return item


class _Scanner:
    """Strips the marks off a text and keeps where they stood."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.out = ""
        self.open: list[tuple[int, int]] = []

    def scan(self, raw: str, first_line: int) -> None:
        """Read the raw text into the item."""
        position = 0
        for token in _TOKEN.finditer(raw):
            self._words(raw[position : token.start()])
            self._token(token, first_line + raw.count("\n", 0, token.start()))
            position = token.end()
        self._words(raw[position:])
        for _, line in self.open:
            self.item.complain(line, "'[' without its '#id]'")
        self.item.text = self.out.rstrip()
        if not self.item.text:
            self.item.complain(self.item.line, "no text")
        self.item.marks.sort(key=lambda mark: (mark.start, -mark.end))
        for mark in self.item.marks:
            if self._breaks(mark.start) or self._breaks(mark.end):
                self.item.complain(mark.line, f"the mark {self.item.text[mark.start:mark.end]!r} ends inside a word")

    def _breaks(self, at: int) -> bool:
        """Whether a place lies between two letters of a word; a capital may start a mark ("anti-" and "non" before a name)."""
        text = self.item.text
        return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha() and text[at].islower()

    def _words(self, chunk: str) -> None:
        chunk = re.sub(r"[ \t]*\n[ \t]*\n\s*", "\n\n", chunk.replace("\r", ""))
        chunk = re.sub(r"[ \t]*(?<!\n)\n(?!\n)[ \t]*|[ \t]+", " ", chunk)
        self.out += chunk.lstrip() if not self.out or self.out[-1].isspace() else chunk

    def _token(self, token: re.Match[str], line: int) -> None:
        if token[0] == "[":
            self.open.append((len(self.out), line))
        elif token[0] == "#":
            self.item.complain(line, f"stray '#' after {self.out[-20:]!r}")
        elif not self.open:
            self.item.complain(line, f"']' without '[' after {self.out[-20:]!r}")
        elif token[1] is None:
            self.open.pop()
            self.item.complain(line, f"']' without '#id' (marks must nest, not cross) after {self.out[-20:]!r}")
        else:
            self._close(token[1], line)

    def _close(self, ids: str, line: int) -> None:
        start, _ = self.open.pop()
        words = self.out[start:]
        start += len(words) - len(words.lstrip())
        mark = Mark(start, start + len(words.strip()), tuple(re.split(r"\s*,\s*", ids)), line)
        if mark.start == mark.end:
            self.item.complain(line, f"an empty mark #{ids}")
        for unknown in (i for i in mark.ids if not MARK_ID.fullmatch(i)):
            self.item.complain(line, f"{unknown!r} is not the id of a mark")
        self.item.marks.append(mark)
