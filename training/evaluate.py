"""How well a bundle does on labelled text.

    python -m training.evaluate TASK PATH [--bundle DIR] [--json]

TASK        PATH                                            figures (0-100)
syntax      a .conllu file, gold tokens                     upos, uas, las
names       an .iob2, .tsv or .txt file                     f1, precision, recall
attribution a PolNeAR part folder, or instances as .jsonl   source, cue, content (exact F1)
plover      a plv-*.jsonl file                              binary, quad, root (macro F1)
time        a folder of .tml files                          relaxed, strict, value
places      a geoparsing .xml file (LGL, GeoVirus)          accuracy_161km, recognition_f1
linking     an entity-linking .jsonl                        f1, precision, recall of links to what the register knows
record      a folder of gold records, or records as .jsonl  what the record scorer prints
press       the folder of corpora                           the same, over the press that we read (development)
written     the folder of corpora                           the same, over the reports that we wrote (development)
coreference a folder of .conllu as in OntoGUM               conll, muc, b3, ceafe (F1, predicted mentions)
events      an M2E2 .jsonl                                  f1, precision, recall of triggers with type
arguments   an M2E2 .jsonl                                  f1, precision, recall at predicted triggers
factuality  a .jsonl of factuality-uw or -uds               mae, pearson (both as such), macro_f1 (5 bins)
cross-document  a folder of topics as in ECB+           conll, conll_without_topics (gold mentions)
nesting     a GUM part folder                               f1, precision, recall of nested attributions
pairs       a PolNeAR part folder                           f1, precision, recall of linked source and content (Jaccard 0.5 each)
addressee   a folder of our reports                         f1, precision, recall of to whom found statements were made
contexts    records as .jsonl                                f1, precision, recall of contexts of found events that we labelled
issues      records as .jsonl                               f1, accuracy of the canonical issues that we labelled
status      a folder of gold records, or records as .jsonl  status, stance, act, channel (accuracy), NAME_macro_f1

Needs numpy and the bundle, not torch.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from chancery.analysis.bundle import Bundle

Figures = dict[str, Any]


def tasks() -> dict[str, Callable[[Bundle, Path], Figures]]:
    """The tasks by name; a task's modules are loaded when it is asked for."""
    from training.tasks import (
        addressee,
        attribution,
        contexts,
        coreference,
        cross_document,
        events,
        factuality,
        issues,
        linking,
        names,
        nesting,
        pairs,
        places,
        plover,
        record,
        status,
        syntax,
        time,
    )

    return {"syntax": syntax.evaluate, "names": names.evaluate, "attribution": attribution.evaluate, "plover": plover.evaluate,
            "time": lambda _, path: time.evaluate(path), "places": places.evaluate, "record": record.evaluate,
            "coreference": coreference.evaluate, "events": events.evaluate, "arguments": events.evaluate_arguments,
            "factuality": factuality.evaluate, "nesting": nesting.evaluate, "status": status.evaluate,
            "linking": linking.evaluate, "pairs": pairs.evaluate, "contexts": contexts.evaluate, "addressee": addressee.evaluate,
            "press": partial(record.evaluate_own, press=True), "written": partial(record.evaluate_own, press=False),
            "issues": issues.evaluate, "cross-document": cross_document.evaluate}


def main() -> None:
    known = tasks()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=sorted(known))
    parser.add_argument("path", type=Path)
    parser.add_argument("--bundle", type=Path, help="a bundle folder; without it the one that this release ships")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if not args.path.exists():
        parser.error(f"{args.path}: there is no such file or folder")
    show(known[args.task](Bundle.load(args.bundle, threads=2), args.path), as_json=args.json)


def show(figures: Figures, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(figures, indent=1))
        return
    for name, value in figures.items():
        print(f"{name:26}{value:.2f}" if isinstance(value, float) else f"{name:26}{value}")


if __name__ == "__main__":
    main()
