"""What the reports that we wrote cover, and whether they repeat themselves.

    python -m training.codebook.survey [FOLDER] [--out docs/codebook.md]

Every code and mode, each status under each code, acts, channels, depth of nesting; the share of distinct trigrams; stretches
of eight words that stand in two places (there should be none). Exit status 1 where there are some.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from chancery.record.ontology import ACTS, CHANNELS, MODES, POSITION_STANCES, PREDICATES, STATUSES
from training.codebook import parse
from training.corpora.library import CODEBOOK
from training.corpora.records import Json, in_dev

STRETCH = 8
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


def words_of(record: Json) -> list[str]:
    return [word.casefold() for word in _WORD.findall(record["document"]["text"])]


def grams(words: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every stretch of ``size`` words."""
    return zip(*(words[at:] for at in range(size)), strict=False)


def repeated(records: Iterable[Json], size: int = STRETCH) -> list[tuple[str, list[str]]]:
    """The stretches of ``size`` words that stand in two places, with the ids of the reports."""
    where: dict[tuple[str, ...], list[str]] = {}
    for record in records:
        for gram in grams(words_of(record), size):
            where.setdefault(gram, []).append(record["document"]["id"])
    return [(" ".join(gram), ids) for gram, ids in where.items() if len(ids) > 1]


def distinct(records: Iterable[Json]) -> float:
    """Share of the trigrams (in percent of all) that stand nowhere else."""
    counts = Counter(gram for record in records for gram in grams(words_of(record), 3))
    return 100 * sum(1 for count in counts.values() if count == 1) / max(counts.total(), 1)


def depth(record: Json, statement: Json) -> int:
    """1 for a statement in the report's own voice, 2 for one reported in it."""
    outer = next((s for s in record["statements"] if s["id"] == statement["within"]), None)
    return 1 + (depth(record, outer) if outer else 0)


def table(names: Sequence[str], rows: dict[str, Counter[str]]) -> Iterator[str]:
    yield "| | " + " | ".join(names) + " |"
    yield "|---" * (len(names) + 1) + "|"
    for row, counts in rows.items():
        yield f"| {row} | " + " | ".join(str(counts[name]) for name in names) + " |"


def listed(counts: Counter[str], names: Iterable[str]) -> str:
    return ", ".join(f"{name} {counts[name]}" for name in names)


def survey(records: Sequence[Json]) -> list[str]:
    """The page, in lines."""
    events = [event for record in records for event in record["events"]]
    statements = [(record, s) for record in records for s in record["statements"]]
    status = {code: Counter(e["status"] for e in events if e["code"] == code) for code in MODES}
    modes = {code: Counter(mode for e in events if e["code"] == code for mode in e["modes"]) for code in MODES}
    stances = Counter(claim["stance"] for e in events for claim in e["claims"])
    depths = Counter(str(depth(record, s)) for record, s in statements)
    channels = Counter(s["channel"]["kind"] for _, s in statements if s["channel"])
    predicates = Counter(r["predicate"] for record in records for r in record["relations"])
    stands = Counter(p["stance"] for record in records for p in record["positions"])
    reports = [r for r in records if len(parse.sentence_ends(r["document"]["text"])) >= 3]
    sentences = sum(len(parse.sentence_ends(r["document"]["text"])) for r in records)
    return [
        "# What our own reports cover", "",
        "Written for this project by `python -m training.codebook.survey --out docs/codebook.md`; the reports are in "
        "`training/codebook/reports`.", "",
        f"{len(records):,} items with {sentences:,} sentences, of them {len(reports):,} reports of three sentences and more; "
        f"{sum(in_dev(r['document']['id']) for r in records)} items are for development. {distinct(records):.1f} % of the trigrams "
        f"stand in one place only; {len(repeated(records))} stretches of {STRETCH} words stand in two.", "",
        "## Status under each code", "", *table(STATUSES, status), "",
        "## Modes", "", *(f"- {code}: {listed(modes[code], MODES[code])}" for code in MODES if MODES[code]), "",
        "## Voices", "",
        f"- claims: {listed(stances, ('asserts', 'denies', 'hedges'))}",
        f"- acts: {listed(Counter(s['act'] for _, s in statements), ACTS)}",
        f"- forms: {listed(Counter(s['form'] for _, s in statements), ('direct', 'indirect', 'mixed'))}",
        f"- channels: {listed(channels, CHANNELS)}",
        f"- depth of nesting: {listed(depths, sorted(depths))}; not said: {sum(bool(s['negated']) for _, s in statements)}",
        f"- relations: {listed(predicates, PREDICATES)}",
        f"- positions: {listed(stands, POSITION_STANCES)}",
        "",
    ]  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[CODEBOOK])
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    paths = chain.from_iterable(sorted(folder.glob("*.txt")) for folder in options.folders)
    records = [record for path in paths for record in parse.read(path.read_text(encoding="utf-8"))[0]]
    page = "\n".join(survey(records))
    if options.out:
        options.out.write_text(page, encoding="utf-8")
    else:
        print(page)
    doubles = repeated(records)
    for stretch, ids in doubles:
        print(f"{', '.join(ids)}: {stretch!r} stands in two places", file=sys.stderr)
    return 1 if doubles else 0


if __name__ == "__main__":
    sys.exit(main())
