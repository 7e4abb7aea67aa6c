"""Nested attributions of a GUM part: what one voice says that another says.

Gold is an attribution whose unit lies inside the content of another, with the smallest such other. A guess is a statement of
the assembled record that stands within another. A pair is right when the contents of the two inner ones share at least half
of their characters taken together, and the outer cue stands in a sentence of the outer unit of gold. Pairs that share most
are matched first, one to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from chancery.analysis.analyse import Reader
from chancery.analysis.bundle import Bundle
from chancery.analysis.runtime import run
from chancery.assembly.record import assemble
from chancery.knowledge.register import Register
from chancery.reading.segment import Segmentation
from chancery.record.facts import Record
from chancery.record.marks import Bounds
from chancery.record.text import Document, Span
from training.corpora.discourse import Attribution, read_discourse
from training.corpora.example import Example
from training.corpora.treebanks import read_trees
from training.tasks.measures import f1

SHARED = 0.5


class Nested(NamedTuple):
    """Sentences of the outer voice, and the characters of what the inner one says."""

    outer: frozenset[int]
    content: frozenset[int]


class Text(NamedTuple):
    """A document of gold words, one space apart."""

    document: Document
    cut: Segmentation

    def sentence_of(self, start: int) -> int:
        """Number of the sentence that holds a character."""
        word = next(n for n, (_, end) in enumerate(self.cut.words) if start < end)
        return next(n for n, (a, b) in enumerate(self.cut.sentences) if a <= word < b)


def evaluate(bundle: Bundle, path: Path) -> dict[str, Any]:
    """F1 of nested pairs over the documents in ``erst`` and ``ontogum``; words and sentences are gold."""
    files = sorted((path / "erst").glob("*.rs4"))
    texts = [text_of(file.stem, read_trees(path / "ontogum" / f"{file.stem}.conllu", "gum")) for file in files]
    records = assembled(bundle, texts)
    hits = guessed = wanted = 0
    for file, text, record in zip(files, texts, records, strict=True):
        gold, guess = gold_nested(tuple(read_discourse(file).attributions()), text), guessed_nested(record, text)
        hits, guessed, wanted = hits + matches(gold, guess), guessed + len(guess), wanted + len(gold)
    return {**f1(hits, guessed, wanted), "nested": wanted}


def text_of(name: str, examples: Sequence[Example]) -> Text:
    words = [word for example in examples for word in example.words]
    sentences: list[Bounds] = []
    for example in examples:
        at = sentences[-1][1] if sentences else 0
        sentences.extend((a + at, b + at) for a, b in example.sentences)
    bounds: list[Bounds] = []
    for word in words:
        start = bounds[-1][1] + 1 if bounds else 0
        bounds.append((start, start + len(word)))
    document = Document(name, None, None, None, None, "en", " ".join(words))
    return Text(document, Segmentation(tuple(bounds), tuple(sentences)))


def assembled(bundle: Bundle, texts: Sequence[Text]) -> Iterator[Record]:
    words = [[text.document.text[a:b] for a, b in text.cut.words] for text in texts]
    raws = run(bundle, [(own, text.cut.sentences) for own, text in zip(words, texts, strict=True)])
    register = Register.load()
    for text, own, raw in zip(texts, words, raws, strict=True):
        analysis = Reader(bundle, own, text.cut, raw).analysis(text.document)
        yield assemble(text.document, analysis, bundle=bundle.ref, register=register)


def gold_nested(attributions: Sequence[Attribution], text: Text) -> list[Nested]:
    """Each attribution inside another's content, with the smallest such other."""
    found = []
    for inner in attributions:
        around = [outer for outer in attributions if outer is not inner and inner.cue < outer.content]
        if around:
            outer = min(around, key=lambda a: len(a.content))
            sentences = frozenset(text.sentence_of(text.cut.words[word][0]) for word in outer.cue)
            found.append(Nested(sentences, frozenset(at for word in inner.content for at in range(*text.cut.words[word]))))
    return found


def guessed_nested(record: Record, text: Text) -> list[Nested]:
    """Each statement within another; what several speakers say with one cue counts once."""
    by_id = {statement.id: statement for statement in record.statements}
    found: dict[tuple[Span | None, Span | None], Nested] = {}
    for inner in record.statements:
        outer = by_id.get(inner.within or "")
        if outer and outer.cue:
            sentences = frozenset((text.sentence_of(outer.cue.start),))
            found[outer.cue, inner.cue] = Nested(sentences, characters(inner.content, text))
    return list(found.values())


def characters(spans: Sequence[Span], text: Text) -> frozenset[int]:
    """The characters of the words in the spans, so that spaces do not count on either side."""
    return frozenset(at for a, b in text.cut.words for at in range(a, b) if any(span.start <= at < span.end for span in spans))


def matches(gold: Sequence[Nested], guess: Sequence[Nested]) -> int:
    """How many are right, one to one, those that share most first."""
    ranked = sorted(((share(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(guess)), reverse=True)
    left, right = set(range(len(gold))), set(range(len(guess)))
    for likeness, i, j in ranked:
        if likeness >= SHARED and i in left and j in right:
            left.remove(i)
            right.remove(j)
    return len(gold) - len(left)


def share(gold: Nested, guess: Nested) -> float:
    """Part of the characters of both inner contents that is in both; nothing where the outer voices differ."""
    either = gold.content | guess.content
    return len(gold.content & guess.content) / len(either) if either and gold.outer & guess.outer else 0.0
