"""All the labelled text, by corpus, from a folder of corpora and one of records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from chancery.analysis.layout import Layout
from training.codebook import brief, parse, standoff, stands, topics
from training.corpora import attribution, events, gap, names, records, treebanks
from training.corpora.example import Example

CODEBOOK = Path(__file__).parent.parent / "codebook" / "reports"
READINGS = CODEBOOK.with_name("readings.jsonl")
TAG_HEADS = ("upos", "uner", "worldwide", "politics", "attribution", "cameo", "m2e2", "mention", "inner", "trigger", "status",
             "stance", "cue", "channel", "title", "issue", "topic")  # fmt: skip


@dataclass(frozen=True)
class Folders:
    """Where the data is: corpora in their makers' layouts, records in JSON Lines, and ours."""

    corpora: Path
    records: Path
    codebook: Path = CODEBOOK
    readings: Path = READINGS
    markup: Path | None = None


def training_set(folders: Folders) -> dict[str, list[Example]]:
    """Examples by corpus; the development parts are left out."""
    at = folders.corpora
    ewt = names.add_names(treebanks.read_trees(at / "ud-ewt/train.conllu", "ewt"), at / "uner-ewt/train.iob2")
    return {
        "ewt": ewt,
        "gum": gum(at / "gum/train/ontogum"),
        "worldwide": names.read_names(at / "worldwide-ner/train.tsv"),
        "politics": names.read_names(at / "crossner-politics/train.txt"),
        "polnear": attribution.read_polnear(at / "polnear/train"),
        "plover": events.read_plover(at / "plover/plv-train.jsonl"),
        "cameo": events.read_cameo(at / "plover/cameo-ner.jsonl"),
        "m2e2": events.read_m2e2(at / "m2e2/train.jsonl", without=held_for_development(folders)),
        "gap": [e for part in ("development", "validation") for e in gap.read_gap(at / f"gap/gap-{part}.tsv")],
        "uw": events.read_factuality(at / "factuality-uw/train.jsonl", "uw"),
        "uds": events.read_factuality(at / "factuality-uds/train.jsonl", "uds"),
        "records": [records.example_of(r) for r in given_records(folders)],
    }


def held_for_development(folders: Folders) -> frozenset[str]:
    """The reports whose records are for development, by their id in the corpus they come from: M2E2 has some of them too."""
    ids = [record["document"]["id"] for record in (*records.read_records(folders.records), *own_records(folders))]
    return frozenset(one.removeprefix("voa:") for one in ids if records.in_dev(one))


def gum(folder: Path) -> list[Example]:
    return [e for path in sorted(folder.glob("*.conllu")) for e in treebanks.read_trees(path, "gum", coreference=True)]


def given_records(folders: Folders) -> list[records.Json]:
    """The records that were given; those for development are left out."""
    return [r for r in topics.told(records.read_records(folders.records)) if not records.in_dev(r["document"]["id"])]


def is_reading(record: records.Json) -> bool:
    """Whether a record of ours is over text that others published; such ids name the corpus it comes from."""
    return ":" in record["document"]["id"]


def own_records(folders: Folders) -> list[records.Json]:
    """What we wrote or read: `reports/*.txt`, `readings.jsonl`, and a folder of markup not yet kept as standoff."""
    paths = [path for folder in (folders.codebook, folders.markup) if folder for path in sorted(folder.glob("*.txt"))]
    written = [record for path in paths for record in parse.read(path.read_text(encoding="utf-8"))[0]]
    known = {record["document"]["id"] for record in written}
    kept = standoff.read(folders.readings, folders.corpora) if folders.readings.exists() else ()
    return [*written, *(record for record in kept if record["document"]["id"] not in known)]


def own(folders: Folders) -> dict[str, list[Example]]:
    """What we wrote and what we read ourselves; files that are being written are left for later."""
    kept = [record for record in topics.told(own_records(folders)) if not records.in_dev(record["document"]["id"])]
    return {
        "codebook": [records.example_of(record, "codebook") for record in kept if not is_reading(record)],
        "readings": [records.example_of(record, "codebook") for record in kept if is_reading(record)],
        "brief": [records.brief_example(r) for r in short_records(folders, brief)],
        "stands": [records.stands_example(r) for r in topics.told(short_records(folders, stands))],
    }


def short_records(folders: Folders, kind: ModuleType, *, dev: bool = False) -> list[records.Json]:
    """Items of which we wrote down the events alone (`brief`), or who stands where (`stands`): as offsets, or in a folder of markup."""
    name = kind.__name__.rpartition(".")[2]
    items, path = brief.texts(folders.corpora), folders.codebook.with_name(f"{name}.jsonl")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = {record["document"]["id"]: record for record in (kind.restore(line, items) for line in lines)}
    for path in sorted(folders.markup.glob(f"*.{name}")) if folders.markup else ():
        written, _ = kind.read(path.read_text(encoding="utf-8").splitlines(), items)
        found |= {record["document"]["id"]: record for record in written}
    return [record for record in found.values() if records.in_dev(record["document"]["id"]) == dev]


def layout_of(examples: dict[str, list[Example]]) -> Layout:
    """Label sets as the data has them, plus every code and mode of the ontology."""
    tags = {head: _labels(examples, head) for head in TAG_HEADS}
    several = {"mode": tuple(f"{code}/{mode}" for code, modes in records.MODES.items() for mode in modes)}
    pair = tuple(sorted({e.pair[2] for e in examples["plover"] if e.pair}))
    rels = tuple(sorted({rel for e in examples["ewt"] for rel in e.rels or ()}))
    return Layout(tags, several, ("uw", "uds"), pair, rels)


def _labels(examples: dict[str, list[Example]], head: str) -> tuple[str, ...]:
    if head in records.TAG_LABELS:
        return records.TAG_LABELS[head]
    found = {t for group in examples.values() for e in group for t in e.tags.get(head, ()) if t not in (None, "O")}
    plain = head == "upos"
    return tuple(sorted(found)) if plain else ("O", *sorted(str(t) for t in found))
