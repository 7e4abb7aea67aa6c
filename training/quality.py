"""Floors under the bundle's figures: they only go up.

    python -m training.quality CORPORA RECORDS GOLD [--bundle DIR] [--write]

Runs every task on the development parts, prints the figures beside `quality/floors.json`, and fails when one is below
its floor. `--write` raises floors to what was reached (never lowers one) and saves the figures for the model card.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from chancery.analysis.bundle import Bundle
from training.evaluate import tasks

FLOORS = Path(__file__).parent.parent / "quality" / "floors.json"
FIGURES = FLOORS.with_name("figures.json")
ENOUGH = 30
"""Gold items from which a slot of a record has a floor: one item more or less of twelve is no news."""
SLACK = 0.3
"""Points below a reached figure at which its floor is set: other CPUs round int8 sums in another way."""


def parts(corpora: Path, records: Path, gold: Path) -> dict[str, tuple[str, Path]]:
    """The development part of each task, by the name its figures have."""
    return {
        "syntax ud-ewt/dev": ("syntax", corpora / "ud-ewt/dev.conllu"),
        "names uner-ewt/dev": ("names", corpora / "uner-ewt/dev.iob2"),
        "names worldwide-ner/dev": ("names", corpora / "worldwide-ner/dev.tsv"),
        "names crossner-politics/dev": ("names", corpora / "crossner-politics/dev.txt"),
        "attribution polnear/cofenet-valid": ("attribution", corpora / "polnear/cofenet-valid.jsonl"),
        "pairs polnear/dev": ("pairs", corpora / "polnear/dev"),
        "nesting gum/dev": ("nesting", corpora / "gum/dev"),
        "coreference gum/dev": ("coreference", corpora / "gum/dev/ontogum"),
        "events m2e2/dev": ("events", corpora / "m2e2/dev.jsonl"),
        "arguments m2e2/dev": ("arguments", corpora / "m2e2/dev.jsonl"),
        "factuality uw/dev": ("factuality", corpora / "factuality-uw/dev.jsonl"),
        "time timebank": ("time", corpora / "timebank/TimeBank"),
        "places lgl": ("places", corpora / "geoparsing/lgl.xml"),
        "places GeoVirus": ("places", corpora / "geoparsing/GeoVirus.xml"),
        "linking msnbc": ("linking", corpora / "entity-linking/msnbc-updated.benchmark.jsonl"),
        "contexts records/dev": ("contexts", records),
        "issues records/dev": ("issues", records),
        "record records/dev": ("record", records),
        "record gold": ("record", gold),
    }


def numbers(figures: dict[str, Any], prefix: str) -> Iterator[tuple[str, float]]:
    """The single figures of a task, the higher the better; rows of the record scorer by their F1 or accuracy."""
    for name, value in figures.items():
        if isinstance(value, float) and name not in ("precision", "recall", "mae"):
            yield f"{prefix} {name}", value
        elif isinstance(value, dict) and ("f1" in value or "accuracy" in value) and "gold" in value:
            few = "" if value["gold"] >= ENOUGH else f" (of {value['gold']})"
            yield f"{prefix} {name}{few}", value.get("f1", value.get("accuracy", 0.0))


def measure(bundle: Bundle, chosen: dict[str, tuple[str, Path]]) -> dict[str, float]:
    known = tasks()
    found: dict[str, float] = {}
    for name, (task, path) in chosen.items():
        if path.exists():
            found |= {key: round(value, 2) for key, value in numbers(known[task](bundle, path), name)}
        else:
            print(f"skipped: {name} ({path} is not here)", file=sys.stderr)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("corpora", "records", "gold"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--bundle", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    bundle = Bundle.load(args.bundle, threads=2)
    found = measure(bundle, parts(args.corpora, args.records, args.gold))
    floors: dict[str, float] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    below = [name for name, floor in floors.items() if name in found and found[name] < floor]
    for name, value in found.items():
        print(f"{'BELOW ' if name in below else '      '}{name:62}{value:7.2f}   floor {floors.get(name, float('nan')):.2f}")
    if args.write:
        raised = {name: max(floors.get(name, 0.0), round(value - SLACK, 2)) for name, value in found.items() if "(of " not in name}
        FLOORS.write_text(json.dumps(floors | raised, indent=1) + "\n")
        FIGURES.write_text(json.dumps({"bundle": bundle.ref.id, "date": date.today().isoformat(), "figures": found}, indent=1) + "\n")
    sys.exit(1 if below and not args.write else 0)


if __name__ == "__main__":
    main()
