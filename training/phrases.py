"""Noun phrases of a tree as OntoGUM marks them: the mentions among which coreference is looked for.

Every noun, name and pronoun heads a phrase of the words that belong to it: what stands before it as determiner, adjective
or compound, what follows as name, complement, apposition or relative clause, a possessive 's, no preposition and no conjunct.
OntoGUM has appositions inside their noun's mention and does not join predicates to subjects, so neither heads a phrase.
The choices were made on the training part (mean F1 of the chains, one choice at a time).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from chancery.record.marks import Bounds, Tree

HEADS = frozenset(("NOUN", "PROPN", "PRON"))
INNER = frozenset(("flat", "fixed", "goeswith", "discourse", "reparandum", "expl", "compound", "appos", "list", "dep", "nmod:desc"))
"""Relations whose words head no phrase of their own; a name in front of a common noun ("US forces") does."""
KEPT = frozenset(("det", "amod", "compound", "nmod", "flat", "nummod", "acl", "appos", "fixed", "goeswith"))
"""Relations of the words that belong to a noun's phrase, subtypes included."""
RELATIVE = frozenset(("who", "whom", "which", "that", "what", "whoever", "whatever", "there", "whose"))
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
PAIRS = {")": "(", "]": "[", "”": "“", '"': '"'}
EDGES = frozenset((",", ".", ";", ":", "-", "–", "—", "(", ")", "[", "]", "“", "”", '"', "'", "’", "``", "''", "!", "?"))


def noun_phrases(words: Sequence[str], tree: Tree) -> list[Bounds]:
    """First and last word of every phrase, in order."""
    below: dict[int, list[int]] = defaultdict(list)
    for word, head in enumerate(tree.heads):
        below[head].append(word)
    heads = (word for word in range(len(words)) if heads_phrase(words, tree, word) and not _predicate(tree, below, word))
    return sorted({_span(words, tree, below, word) for word in heads})


def heads_phrase(words: Sequence[str], tree: Tree, word: int) -> bool:
    """Whether a word stands for something: no part of a name, no relative or empty pronoun."""
    upos, rel, head = tree.upos[word], tree.rels[word], tree.heads[word]
    if upos not in HEADS or (upos == "PRON" and words[word].lower() in RELATIVE and not _points(words, tree, word)):
        return False
    inner = rel in INNER or rel.split(":")[0] in INNER
    return not inner or (rel == "compound" and upos == "PROPN" and tree.upos[head] == "NOUN")


def _predicate(tree: Tree, below: dict[int, list[int]], word: int) -> bool:
    return tree.upos[word] != "PRON" and any(tree.rels[child] == "cop" for child in below[word])


def _points(words: Sequence[str], tree: Tree, word: int) -> bool:
    """Whether a "that" is the demonstrative: it follows no noun that its clause belongs to."""
    clause = tree.heads[word]
    return words[word].lower() == "that" and not (clause >= 0 and tree.rels[clause].startswith("acl"))


def _span(words: Sequence[str], tree: Tree, below: dict[int, list[int]], word: int) -> Bounds:
    members = [word]
    for child in below[word]:
        if tree.rels[child].split(":")[0] in KEPT or (tree.rels[child] == "case" and child > word and words[child] in POSSESSIVE):
            members.extend(_all_below(below, child))
    return _trimmed(words, min(members), max(members), word)


def _all_below(below: dict[int, list[int]], word: int) -> list[int]:
    return [word, *(deep for child in below[word] for deep in _all_below(below, child))]


def _trimmed(words: Sequence[str], first: int, last: int, head: int) -> Bounds:
    """The phrase without marks at its edges; a bracket or quotation mark that closes one inside it stays or is taken in."""
    while last > head and words[last] in EDGES and not _closes(words, first, last):
        last -= 1
    while first < head and words[first] in EDGES:
        first += 1
    return first, last + (last + 1 < len(words) and _closes(words, first, last + 1))


def _closes(words: Sequence[str], first: int, last: int) -> bool:
    opener = PAIRS.get(words[last])
    return opener is not None and words[first:last].count(opener) % 2 == 1
