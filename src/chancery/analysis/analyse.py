"""Documents to analyses: segment, run the network once, read every head."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chancery.analysis import decode
from chancery.analysis.bundle import Bundle
from chancery.analysis.coreference import head_of, own_features, pair_features
from chancery.analysis.runtime import Raw, run
from chancery.reading.limits import MOST_ANALYSED
from chancery.reading.segment import Segmentation, segment
from chancery.record.marks import Analysis, Bounds, Mark, Near, Tree, Trigger
from chancery.record.text import Document

Floats = NDArray[np.float32]
PLAYER = 0.5
"""Probability from which words are taken to act or speak."""
LONGEST_PLAYER = 12
ARTICLES = frozenset(("the", "a", "an"))
SMALL, HELPERS = frozenset(("DET", "NUM", "ADV", "ADP")), frozenset(("AUX", "PART"))
LOOSE_ENDS = frozenset((",", ".", ";", ":", "-", "–", "—", "'s", "’s", "'", "’", "(", ")", "“", "”", '"', "and", "of", "the"))


def analyse(bundle: Bundle, documents: Sequence[Document]) -> list[Analysis]:
    """One analysis a document, in order; all of them share the network's passes."""
    cuts = [segment(_within_reach(document.text)) for document in documents]
    texts = [([document.text[a:b] for a, b in cut.words], cut.sentences) for document, cut in zip(documents, cuts, strict=True)]
    raws = run(bundle, texts)
    return [Reader(bundle, words, cut, raw).analysis(document)
            for document, cut, (words, _), raw in zip(documents, cuts, texts, raws, strict=True)]


def _within_reach(text: str) -> str:
    """The text; of one that is too long as much as can be read, up to the end of a paragraph, line or word."""
    if len(text) <= MOST_ANALYSED:
        return text
    ends = (text.rfind(mark, MOST_ANALYSED // 2, MOST_ANALYSED) for mark in ("\n\n", "\n", " "))
    return text[: next((end for end in ends if end > 0), MOST_ANALYSED)]


class Reader:
    """The heads' scores of one text, read into marks."""

    def __init__(self, bundle: Bundle, words: Sequence[str], cut: Segmentation, raw: Raw) -> None:
        self.bundle, self.words, self.cut, self.raw = bundle, words, cut, raw
        self.layout = bundle.config.layout
        self.columns = self.layout.columns()
        self.sentence = np.zeros(len(words), np.int64)
        for number, (a, b) in enumerate(cut.sentences):
            self.sentence[a:b] = number

    def scores(self, head: str) -> Floats:
        """(words, labels) of one head."""
        return self.raw.tags[:, self.columns[head]]

    def marks(self, head: str) -> tuple[Mark, ...]:
        return decode.spans(self.scores(head), self.layout.tags[head], self.bundle.config.biases.get(head, 0.0))

    def analysis(self, document: Document) -> Analysis:
        triggers, issues = self.triggers(), self.marks("issue")
        cues = tuple(decode.whole(self.marks("cue"), self._only(HELPERS), alone=True))
        links = self.links({t.mark.first for t in triggers} | {m.first for m in (*cues, *issues)})
        mentions = self.with_players(self.mentions(), links, [t.mark.first for t in triggers], [c.first for c in cues])
        links |= self.links({m.last for m in mentions} - links.keys())
        named = {w for t in triggers for w in range(t.mark.first, t.mark.last + 1)}
        return Analysis(
            document, self.cut.words, self.cut.sentences, self.tree(under=named), self.marks("worldwide"), mentions, triggers, cues,
            self.marks("attribution"), self.marks("channel"), self.marks("title"), issues, links, self.layout.roles,
            self.same_actor(mentions), *self.topics(),
        )

    def topics(self) -> tuple[Floats, tuple[str, ...]]:
        """(words, labels) scores of canonical issues, and their labels."""
        labels = self.layout.tags.get("topic", ())
        return (self.scores("topic") if labels else np.zeros((len(self.words), 0), np.float32)), labels

    def tree(self, *, under: set[int] | None = None) -> Tree:
        """UPOS, heads and relations; with ``under`` relations of these words' dependents alone, for they take time."""
        upos = self.layout.tags["upos"]
        heads = self.heads()
        asked = np.flatnonzero(heads >= 0) if under is None else np.array([n for n, h in enumerate(heads) if int(h) in under], np.int64)
        rels = ["root" if h < 0 else "" for h in heads]
        numbers = decode.relations(self.raw.rel_dep[asked], self.raw.rel_head[heads[asked]], self.bundle.heads["rel_weight"])
        for word, number in zip(asked, numbers, strict=True):
            rels[word] = self.layout.rels[number]
        return Tree(tuple(upos[n] for n in self.scores("upos").argmax(-1)), tuple(map(int, heads)), tuple(rels))

    def heads(self) -> NDArray[np.int64]:
        found = np.full(len(self.words), -1, np.int64)
        for arcs, (a, b) in zip(self.raw.arcs, self.raw.windows, strict=True):
            inside = [(x - a, y - a) for x, y in self.cut.sentences if a <= x < b]
            local = decode.tree(arcs, inside)
            found[a:b] = np.where(local >= 0, local + a, -1)
        return found

    def mentions(self) -> tuple[Mark, ...]:
        """Mentions of actors: the outer layer and, within or beside it, the inner one."""
        outer = [trimmed for mark in decode.whole(self.marks("mention"), self._only(SMALL)) if (trimmed := self._trim(mark))]
        taken = {(m.first, m.last) for m in outer}
        inner = tuple(m for m in self.marks("inner") if (m.first, m.last) not in taken and any(o.holds(m) for o in outer))
        return tuple(sorted((*outer, *inner), key=lambda m: (m.first, -m.last)))

    def _only(self, kinds: Set[str]) -> list[bool]:
        """(words,) what is of these kinds, by UPOS: no mention is "the" or "some 300" alone, no cue "did not"."""
        upos = self.layout.tags["upos"]
        return [upos[tag] in kinds for tag in self.scores("upos").argmax(-1)]

    def with_players(
        self, mentions: Sequence[Mark], links: dict[int, Near], triggers: Iterable[int], cues: Iterable[int]
    ) -> tuple[Mark, ...]:
        """The mentions, and besides whoever acts or speaks without having been marked as one."""
        asked = [(w, role) for w in triggers for role in ("actor", "recipient")] + [(w, "speaker") for w in cues]
        covered = {w for mark in mentions for w in range(mark.first, mark.last + 1)}
        stretches = [stretch for word, role in asked for stretch in self._players(links[word], role)]
        found = {(m.first, m.last): m for stretch in stretches if (m := self._player(stretch, covered))}
        edges = defaultdict[int, list[Mark]](list)
        for mention in mentions:
            edges[mention.first].append(mention)
            edges[mention.last].append(mention)
        # Who crosses a mark begins or ends inside it; to ask every mention would take a long text minutes.
        kept = [m for m in found.values() if not any(_cross(m, other) for word in range(m.first, m.last + 1) for other in edges[word])]
        return tuple(sorted((*mentions, *kept), key=lambda m: (m.first, -m.last)))

    def _players(self, near: Near, role: str) -> list[Bounds]:
        """The runs of words that play a role."""
        runs = _runs(near.chances[self.layout.roles.index(role)] >= PLAYER)
        return [(near.first + a, near.first + b) for a, b in runs]

    def _player(self, stretch: tuple[int, int], covered: set[int]) -> Mark | None:
        """A stretch that plays a role as a mention, when its last noun is in none."""
        upos, tags = self.layout.tags["upos"], self.scores("upos")[stretch[0] : stretch[1] + 1].argmax(-1)
        nouns = [stretch[0] + n for n, tag in enumerate(tags) if upos[tag] in ("NOUN", "PROPN")]
        if not nouns or nouns[-1] in covered or stretch[1] - stretch[0] >= LONGEST_PLAYER:
            return None
        return self._trim(Mark(*stretch, self._kind(stretch), 0.5))

    def _kind(self, stretch: tuple[int, int]) -> str:
        """The kind of actor that the mention head sees most of in these words."""
        labels = self.layout.tags["mention"]
        chances = decode.softmax(self.scores("mention")[stretch[0] : stretch[1] + 1]).sum(0)
        sums = {label[2:]: 0.0 for label in labels[1:]}
        for label, chance in zip(labels[1:], chances[1:], strict=True):
            sums[label[2:]] += float(chance)
        return max(sums, key=lambda kind: sums[kind])

    def _trim(self, mark: Mark) -> Mark | None:
        """A mention without a comma or possessive at its end; nothing when no word is left."""
        last = mark.last
        while last >= mark.first and self.words[last] in LOOSE_ENDS:
            last -= 1
        named = any(char.isalnum() for word in self.words[mark.first : last + 1] for char in word)
        return replace(mark, last=last) if named else None

    def triggers(self) -> tuple[Trigger, ...]:
        labels = self.layout.tags
        status, stance = decode.softmax(self.scores("status")), decode.softmax(self.scores("stance"))
        modes = decode.sigmoid(self.scores("mode"))
        return tuple(
            Trigger(mark, tuple(self._modes(mark, modes[mark.first])), labels["status"][status[mark.first].argmax()],
                    labels["stance"][stance[mark.first].argmax()],
                    dict(zip(labels["stance"], map(float, stance[mark.first]), strict=True)))
            for mark in self.marks("trigger") if self.words[mark.last].lower() not in ARTICLES
        )

    def _modes(self, mark: Mark, chances: Floats) -> Iterable[str]:
        """The best mode of the trigger's code when it is likelier than not."""
        limit = self.bundle.config.thresholds.get("mode", 0.5)
        own = [(float(chance), name) for name, chance in zip(self.layout.several["mode"], chances, strict=True)
               if name.startswith(mark.label + "/")]
        best = max(own, default=(0.0, ""))
        return [best[1].split("/")[1]] if best[0] >= limit else []

    def links(self, starts: Iterable[int]) -> dict[int, Near]:
        """From each of the words, who plays which role for it among the words of its window."""
        asked = sorted(starts)
        found = {}
        for a, b in self.raw.windows:
            inside = np.array([word for word in asked if a <= word < b], np.int64)
            home = self.sentence[inside][:, None] == self.sentence[None, a:b]
            chances = decode.links(self.raw.link_from[inside], self.raw.link_to[a:b], inside - a, home, self.bundle.heads)
            found.update({int(word): Near(a, near) for word, near in zip(inside, chances, strict=True)})
        return found

    def same_actor(self, mentions: Sequence[Mark]) -> Floats:
        return self.coreference([(m.first, m.last) for m in mentions])

    def coreference(self, bounds: Sequence[Bounds]) -> Floats:
        """(mentions, mentions) score that the second is an earlier mention of what the first speaks of."""
        first, head = [a for a, _ in bounds], [head_of(self.words, mention) for mention in bounds]
        sentence = self.sentence.tolist()
        return decode.same_actor(self.raw.mention_start[first], self.raw.mention_end[head], own_features(self.words, bounds),
                                 lambda rows: pair_features(self.words, bounds, sentence, rows), self.bundle.heads)


def _runs(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last place of every stretch of true."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inside, [False]]).astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _cross(a: Mark, b: Mark) -> bool:
    """Whether two marks overlap without one holding the other."""
    return a.first < b.first <= a.last < b.last or b.first < a.first <= b.last < a.last
