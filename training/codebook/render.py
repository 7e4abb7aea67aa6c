"""Records written back as the codebook's markup."""

from __future__ import annotations

from collections.abc import Iterator

from training.codebook.reading import Record

_Label = tuple[int, int, str, str]


def render(record: Record) -> str:
    """A record as markup; raises ValueError where its spans cross."""
    document = record["document"]
    names = {actor["id"]: f"A{n}" for n, actor in enumerate(record["actors"], 1)}
    head = f"## {document['id']} {document['published'] or '-'}"
    publisher = f" | {document['publisher']}" if document["publisher"] else ""
    marks = sorted(set(_labels(record, names)))
    return "\n".join([head + publisher, _marked(document["text"], marks), "--", *_fact_lines(record, names)]) + "\n"


def _labels(record: Record, names: dict[str, str]) -> Iterator[_Label]:
    """Start, end, actor ('' for none) and id of all that a record marks."""

    def label(span: Record | None, name: str, actor: str | None = None) -> Iterator[_Label]:
        if span:
            yield span["start"], span["end"], names[actor] if actor else "", name

    for actor in record["actors"]:
        for span in actor["mentions"]:
            yield from label(span, "", actor["id"])
    for event in record["events"]:
        yield from (each for span in event["mentions"] for each in label(span, event["id"]))
        for role in ("actors", "recipients"):
            for part in event[role]:
                yield from label(part["span"], event["id"] + role[0], part["actor"])
        for role in ("time", "place", "duration"):
            yield from label((event[role] or {}).get("span"), event["id"] + role[0])
    for statement in record["statements"]:
        name = statement["id"]
        yield from label(statement["cue"], name)
        yield from label(statement["speaker_span"], name + "s", statement["speaker"])
        yield from (each for span in statement["content"] for each in label(span, name + "c"))
        yield from label((statement["channel"] or {}).get("span"), name + "h")
    for n, relation in enumerate(record["relations"], 1):
        yield from label(relation["evidence"], f"r{n}")
    for n, position in enumerate(record["positions"], 1):
        yield from label(position["issue"], f"i{n}")


def _marked(text: str, labels: list[_Label]) -> str:
    """The text with one mark for each stretch and actor."""
    groups: dict[tuple[int, int, str], list[str]] = {}
    for start, end, actor, name in labels:
        groups.setdefault((start, -end, actor), [actor] if actor else []).extend([name] if name else [])
    out, at = "", 0
    open_marks: list[tuple[int, list[str]]] = []
    for (start, negative_end, _), ids in [*sorted(groups.items()), ((len(text) + 1, 0, ""), [])]:
        while open_marks and open_marks[-1][0] <= start:
            end, closing = open_marks.pop()
            out, at = out + text[at:end] + f" #{','.join(closing)}]", end
        if open_marks and -negative_end > open_marks[-1][0]:
            raise ValueError(f"marks cross at {start}: {text[start:-negative_end]!r} (#{','.join(ids)})")
        if ids:
            out, at = out + text[at:start] + "[", start
            open_marks.append((-negative_end, ids))
    return out + text[at:]


def _fact_lines(record: Record, names: dict[str, str]) -> Iterator[str]:
    for actor in record["actors"]:
        quoted = " ".join(f'"{name}"' for name in (actor["name"], *actor["aliases"]))
        yield f"{names[actor['id']]} {actor['kind']} {actor['country'] or '-'} {quoted}"
    for event in record["events"]:
        yield _event_line(event, names)
    for statement in record["statements"]:
        yield _statement_line(statement, names)
    for n, relation in enumerate(record["relations"], 1):
        ends = f"{names[relation['subject']]} {relation['predicate']} {names[relation['object']]}"
        title = f' "{relation["title"]}"' if relation["title"] else ""
        yield f"r{n} {ends}{title}{' hedged' if relation['hedged'] else ''}"
    for n, position in enumerate(record["positions"], 1):
        statement = position.get("statement")
        yield f"i{n} {names[position['holder']]} {position['stance']}{f' {statement}' if statement else ''}"


def _event_line(event: Record, names: dict[str, str]) -> str:
    code = "/".join(filter(None, (event["code"], ",".join(event["modes"]))))
    options = [f"{key}={event[part]['value'] or '?'}" for key, part in (("t", "time"), ("d", "duration")) if event[part]]
    if event["place"]:
        options.append(f'p="{event["place"]["name"]}"')
    for role in ("actors", "recipients"):
        options += [f"{role[0]}={names[part['actor']]}" for part in event[role] if not part["span"]]
    claims = [f"{'>'.join(names[actor] for actor in claim['by']) or '-'} {claim['stance']}" for claim in event["claims"]]
    return " ".join([event["id"], code, event["status"], *options, ":", "; ".join(claims)])


def _statement_line(statement: Record, names: dict[str, str]) -> str:
    options = []
    if not statement["speaker_span"]:
        options.append(f"by={names[statement['speaker']] if statement['speaker'] else '-'}")
    if channel := statement["channel"]:
        options.append(f"ch={channel['kind']}" + (f':"{channel["name"]}"' if channel["name"] else ""))
    if statement["within"]:
        options.append(f"in={statement['within']}")
    if statement.get("addressee"):
        options.append(f"to={names[statement['addressee']]}")
    if statement.get("negated"):
        options.append("neg")
    return " ".join([statement["id"], statement["act"], statement["form"], *options])
