"""`chancery serve` and `chancery token` on the command line."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from chancery import cli
from chancery.errors import ServerError
from chancery.server import tokens


def test_a_server_starts_says_where_and_stops(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chancery", "serve", "--store", str(tmp_path / "new.db"), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as running:
        assert running.stdout is not None
        ready, _, _ = select.select([running.stdout], [], [], 60)
        assert ready
        found = re.search(r"http://127\.0\.0\.1:\d+/", running.stdout.readline())
        assert found is not None
        with urllib.request.urlopen(found[0], timeout=60) as answer:
            assert b"This store is empty" in answer.read()
        running.send_signal(signal.SIGINT)
        assert running.wait(60) in (0, 130) and "Traceback" not in running.communicate()[1]


def test_others_are_not_served_without_tokens(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.main, ["serve", "--store", str(tmp_path / "new.db"), "--host", "0.0.0.0"])
    assert isinstance(result.exception, ServerError) and "chancery token" in str(result.exception)
    assert not (tmp_path / "new.db").exists()


def test_a_token_is_shown_once_and_kept_as_a_hash(tmp_path: Path) -> None:
    path = tmp_path / "tokens.jsonl"
    result = CliRunner().invoke(cli.main, ["token", "Ada", "--scope", "judge", "--file", str(path)])
    assert result.exit_code == 0 and result.output.startswith("chy_")
    found = tokens.user_of(tokens.load(path), result.output.strip())
    assert found is not None and found.name == "Ada" and found.scopes == {"read", "judge"}
    assert result.output.strip() not in path.read_text()


@pytest.mark.parametrize(
    ("role", "scopes"),
    [("reader", {"read"}), ("analyst", {"read", "judge"}), ("correspondent", {"read", "ingest"}), ("editor", {"read", "judge", "ingest"})],
)
def test_a_role_says_what_a_user_may_do(tmp_path: Path, role: str, scopes: set[str]) -> None:
    path = tmp_path / "tokens.jsonl"
    result = CliRunner().invoke(cli.main, ["token", "Ada", "--role", role, "--file", str(path)])
    found = tokens.user_of(tokens.load(path), result.output.strip())
    assert found is not None and found.scopes == scopes
