"""Which data helps which task: the network trained shortly without one group of corpora at a time.

    python -m training.ablation --corpora FOLDER --records FILE --out RUN [--rounds 2] [--scale 0.4] [GROUP …]

Every row starts from the pretrained encoder and runs the same schedule over what is left, with the same seed; the figures are far
below those of a whole run and only their differences tell. Rows that `RUN/ablation.json` has are not run again; the table is printed.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from chancery.analysis.bundle import Bundle
from training.corpora.library import Folders
from training.export import export
from training.tasks import attribution, coreference, events, names, record, syntax
from training.train import SHARES, Recipe, run

GROUPS = {
    "nothing": (), "trees": ("ewt", "gum"), "names": ("worldwide", "politics"), "attribution": ("polnear",),
    "events": ("plover", "cameo", "m2e2"), "certainty": ("uw", "uds"), "records": ("records",),
    "our reports": ("codebook", "readings"), "our short items": ("brief", "stands"),
}  # fmt: skip
COLUMNS = ("LAS", "names", "content", "coreference", "m2e2 events", "record", "events", "who", "with speaker")


def figures(bundle: Bundle, folders: Folders) -> dict[str, float]:
    """One figure a task, on development parts."""
    at = folders.corpora
    whole = record.evaluate(bundle, folders.records)
    return {
        "LAS": syntax.evaluate(bundle, at / "ud-ewt/dev.conllu")["las"],
        "names": names.evaluate(bundle, at / "worldwide-ner/dev.tsv")["f1"],
        "content": attribution.evaluate(bundle, at / "polnear/cofenet-valid.jsonl")["content"],
        "coreference": coreference.evaluate(bundle, at / "gum/dev/ontogum")["conll"],
        "m2e2 events": events.evaluate(bundle, at / "m2e2/dev.jsonl")["f1"],
        "record": whole["record"],
        "events": whole["events"]["f1"],
        "who": whole["who did what to whom"]["f1"],
        "with speaker": whole["statements with speaker"]["f1"],
    }


def without(group: str, folders: Folders, out: Path, recipe: Recipe, scale: float) -> dict[str, float]:
    """Train without a group, and measure."""
    shares = {corpus: share * scale for corpus, share in SHARES.items() if corpus not in GROUPS[group]}
    folder = out / group.replace(" ", "-")
    run(folders, folder, recipe, None, shares)
    export(folder, folder / "bundle", "0")
    return figures(Bundle.load(folder / "bundle", threads=2), folders)


def table(rows: dict[str, dict[str, Any]]) -> str:
    lines = ["| without | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    lines += [f"| {group} | " + " | ".join(f"{row[name]:.1f}" for name in COLUMNS) + " |" for group, row in rows.items()]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", default=list(GROUPS), choices=list(GROUPS))
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--scale", type=float, default=0.4, help="of the shares of a round of the real run")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    kept = args.out / "ablation.json"
    rows = json.loads(kept.read_text()) if kept.exists() else {}
    recipe = Recipe(args.rounds, encoder_rate=3e-4, head_rate=1.5e-3)
    for group in args.groups:
        if group not in rows:
            rows[group] = without(group, Folders(args.corpora, args.records), args.out, recipe, args.scale)
            kept.write_text(json.dumps(rows, indent=1))
    print(table(rows))


if __name__ == "__main__":
    main()
