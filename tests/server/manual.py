"""The manual's examples: commands are indented, what they answer stands in a fenced block below them."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
ADDRESS = "127.0.0.1:8420"
_BLOCKS = re.compile(r"(?:^ {4}[^\n]*\n)+|^```\w+\n.*?^```\n", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """Commands of one block, and what the manual shows of their answer."""

    commands: str
    shown: str | None = None


@dataclass(frozen=True)
class Done:
    """What commands printed, and the status that each call of curl came back with."""

    printed: str
    statuses: tuple[int, ...]


def examples(page: str) -> list[Example]:
    """The examples of a page, in order."""
    found: list[Example] = []
    for block in _BLOCKS.findall((ROOT / "docs" / page).read_text(encoding="utf-8")):
        if block.startswith("```"):
            found[-1] = Example(found[-1].commands, block.partition("\n")[2].removesuffix("```\n"))
        else:
            found.append(Example(re.sub(r"^ {4}", "", block, flags=re.MULTILINE)))
    return found


def environment(folder: Path) -> dict[str, str]:
    """Where `chancery` is this one, and curl tells its statuses: it reads `.curlrc`."""
    (folder / ".curlrc").write_text('write-out = "%{stderr}[%{http_code}]"\n')
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "CURL_HOME": str(folder), "HOME": str(folder), "PYTHONUNBUFFERED": "1"}


def run(commands: str, folder: Path, address: str = ADDRESS) -> Done:
    """Run commands as somebody at a terminal does. A command that fails is an error."""
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands.replace(ADDRESS, address)],
        cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, f"{commands}\n{done.stderr}"
    return Done(done.stdout, tuple(map(int, re.findall(r"\[(\d{3})\]", done.stderr))))


@contextmanager
def serving(command: str, folder: Path) -> Iterator[str]:
    """The address of a server that the manual's command starts, on a port that is free."""
    words = command.removesuffix("&").split()
    with subprocess.Popen([*words, "--port", "0"], cwd=folder, env=environment(folder), stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert select.select([running.stdout], [], [], 60)[0], f"{command}: says nothing"
        told = running.stdout.readline()
        found = re.search(r"http://([\w.]+:\d+)/", told)
        try:
            assert found, f"{command}: {told}"
            yield found[1]
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(60)


def misfits(shown: Any, got: Any, where: str = "") -> Iterator[str]:
    """Where an answer is not of the shape that the manual shows; `…` stands for anything."""
    if shown == "…":
        return
    if type(shown) is not type(got):
        yield f"{where}: {got!r} for {shown!r}"
    elif isinstance(shown, dict):
        yield from (f"{where}: no {name}" for name in shown if name not in got)
        for name in shown.keys() & got.keys():
            yield from misfits(shown[name], got[name], f"{where}.{name}")
    elif isinstance(shown, list):
        if len(got) < len(shown):
            yield f"{where}: {len(got)} of {len(shown)}"
        for number, (one, other) in enumerate(zip(shown, got, strict=False)):
            yield from misfits(one, other, f"{where}[{number}]")


def told(example: Example, done: Done) -> list[str]:
    """What is wrong with an example, compared with what it did."""
    shown = example.shown or ""
    problem = re.search(r'"status": (\d{3})', shown)
    expected = int(problem[1]) if problem else None
    wrong = [f"status {one}" for one in done.statuses if one != expected and (expected or not 200 <= one < 300)]
    if shown.startswith("{"):
        wrong += misfits(json.loads(shown), json.loads(done.printed))
    elif shown and not re.fullmatch(re.escape(shown.strip()).replace("…", ".+"), done.printed.strip()):
        wrong.append(f"{done.printed!r} for {shown!r}")
    return wrong
