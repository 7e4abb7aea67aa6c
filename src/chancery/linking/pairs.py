"""What two tellings, and two reports, have in common: the columns that the learned scores read."""

from __future__ import annotations

from os.path import commonprefix

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Floats, Ints
from chancery.linking.tellings import Tellings

REPORT_COLUMNS = ("words", "names", "numbers", "lead", "deeds", "most words", "most names", "mean words", "mean names")
WITH_AND_WITHOUT = ("numbers", "days", "who", "actor", "recipient", "actor_id", "place", "names")
"""Bags that are often empty: a column says whether both sides have anything."""
ALWAYS = ("sentence", "around", "near")


def report_columns(tellings: Tellings, left: Ints, right: Ints) -> Floats:
    """(pairs, columns) of pairs of reports."""
    bags = tellings.report_bags
    alike = {name: bags[name].rows.alike(left, right) for name in bags}
    columns = [np.sqrt(alike[name][0]) for name in ("words", "names", "numbers", "lead", "deeds")]
    columns += [np.sqrt(alike[name][1]) for name in ("words", "names")]
    columns += [alike[name][0] for name in ("words", "names")]
    return np.stack(columns, 1).astype(np.float32)


def columns(tellings: Tellings, left: Ints, right: Ints, likeness: Floats) -> tuple[Floats, tuple[str, ...]]:
    """(pairs, columns) of pairs of tellings, with the columns' names; ``likeness`` is that of their reports."""
    found = {**_words(tellings, left, right), **_places(tellings, left, right, likeness), **_bags(tellings, left, right),
             **_kinds(tellings, left, right)}
    return np.stack(list(found.values()), 1).astype(np.float32), tuple(found)


def _words(tellings: Tellings, left: Ints, right: Ints) -> dict[str, Floats]:
    triggers = tellings.bags["trigger"].rows
    alike, most = triggers.alike(left, right)
    meant, known = _meant(tellings, left, right)
    classes = tellings.bags["class"].rows
    kin = classes.dot(left, right)
    words, rarity, spaced = tellings.kinds[1], tellings.rareness, tellings.spaced
    share = alike > 0
    least = np.minimum(rarity[left], rarity[right])
    return {
        "trigger": alike, "trigger most": most, "trigger shared": share, "trigger same": alike > 0.99,
        "trigger text": words[left] == words[right],
        "trigger meant": np.where(share, 1.0, meant), "trigger meant squared": np.where(share, 1.0, np.maximum(meant, 0) ** 2),
        "class": np.where(share, 1.0, kin), "class shared": share | (kin > 0), "class known": classes.has[left] & classes.has[right],
        "trigger known": known, "trigger rare": least, "trigger shared rare": share * least,
        "trigger beginning": _beginnings(tellings.kinds, left, right), "trigger long": spaced[left].astype(np.float32) + spaced[right],
    }  # fmt: skip


def _meant(tellings: Tellings, left: Ints, right: Ints) -> tuple[Floats, NDArray[np.bool_]]:
    """How alike what the triggers mean is, and whether that of both is known."""
    vectors, of = tellings.meanings
    known = np.abs(vectors).sum(1) > 0
    # The same words meet again and again: each two are multiplied once.
    pairs, where = np.unique(of[left] * np.int64(len(vectors)) + of[right], return_inverse=True)
    alike: Floats = np.einsum("pw,pw->p", vectors[pairs // max(len(vectors), 1)], vectors[pairs % max(len(vectors), 1)])
    return alike[where], known[of[left]] & known[of[right]]


def _beginnings(words: tuple[NDArray[np.str_], NDArray[np.intp]], left: Ints, right: Ints) -> Floats:
    """How much of the longer one both begin with."""
    kinds, of = words
    pairs, where = np.unique(of[left] * np.int64(len(kinds)) + of[right], return_inverse=True)
    shares = [len(commonprefix([a, b])) / max(len(a), len(b), 1)  # noqa: RUF071 - letters in common are what is asked
              for a, b in ((str(kinds[pair // len(kinds)]), str(kinds[pair % len(kinds)])) for pair in pairs)]
    return np.array(shares, np.float32)[where]


def _places(tellings: Tellings, left: Ints, right: Ints, likeness: Floats) -> dict[str, Floats]:
    report = tellings.report_of
    sentence = tellings.sentences
    same = report[left] == report[right]
    steps = np.abs(sentence[left] - sentence[right])
    head = sentence == 0
    return {
        "likeness": np.where(same, 1.0, likeness), "likeness of others": np.where(same, 0.0, likeness), "same report": same,
        "same sentence": same & (steps == 0), "next sentence": same & (steps == 1), "both first": head[left] & head[right],
        "one first": head[left] ^ head[right],
    }


def _bags(tellings: Tellings, left: Ints, right: Ints) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    for name in (*ALWAYS, *WITH_AND_WITHOUT):
        bags = tellings.bags[name].rows
        alike, most = bags.alike(left, right)
        found[name] = alike
        if name in WITH_AND_WITHOUT:
            both = bags.has[left] & bags.has[right]
            found[f"{name} known"] = both.astype(np.float32)
            found[f"{name} differ"] = (both & (alike == 0)).astype(np.float32)
        else:
            found[f"{name} most"] = most
    actors, recipients = tellings.bags["actor"].rows, tellings.bags["recipient"].rows
    found["crossed"] = np.maximum(actors.dot(left, right, recipients), recipients.dot(left, right, actors))
    return found


def _kinds(tellings: Tellings, left: Ints, right: Ints) -> dict[str, Floats]:
    code, status = tellings.codes, tellings.statuses
    coded = (code[left] != "") & (code[right] != "")
    return {"code": coded & (code[left] == code[right]), "code differ": coded & (code[left] != code[right]),
            "code one": (code[left] != "") ^ (code[right] != ""), "status": status[left] == status[right]}
