"""The wheel, alone, does what the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "orban-putin-call.txt"
READ = ["-m", "chancery", "read", str(EXAMPLE), "--published", "2024-12-11", "--format", "json"]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the built wheel and nothing else. Works offline: the build tool is there already."""
    folder = tmp_path_factory.mktemp("wheel")
    _python("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    _python("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site"), str(wheel))
    return folder / "site"


def _python(*arguments: str, cwd: Path = ROOT, **environment: str) -> str:
    ran = subprocess.run([sys.executable, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_wheel_reads_the_example_as_the_checkout_does(installed: Path) -> None:
    # -S leaves out what points to the checkout; the dependencies are named outright.
    path = os.pathsep.join((str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    assert _python("-S", "-c", "import chancery; print(chancery.__file__)", cwd=installed, PYTHONPATH=path).startswith(str(installed))
    assert _python("-S", *READ, cwd=installed, PYTHONPATH=path) == _python(*READ)


def test_the_wheel_carries_its_data_and_its_terms(installed: Path) -> None:
    carried = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert {f"chancery/bundle_data/{part}" for part in ("network.onnx", "tokenizer.json", "config.json", "MODEL_CARD.md")} <= carried
    assert {"chancery/py.typed", "chancery/knowledge/data/entries.jsonl"} <= carried
    assert {"chancery/server/static/fonts/DejaVuSans.ttf", "chancery/server/static/fonts/LICENSE.txt"} <= carried
    versions = "chancery/store/migrations/versions"
    assert {f"{versions}/0001_first_tables.py", f"{versions}/0001_sqlite.sql", f"{versions}/0001_postgresql.sql"} <= carried
    assert {"LICENSE", "NOTICE"} <= {Path(path).name for path in carried}
