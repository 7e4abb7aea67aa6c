"""A bundle that is not whole says so."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from chancery.analysis.bundle import PARTS, Bundle
from chancery.errors import BundleError


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the shipped bundle, to be harmed."""
    target = tmp_path / "bundle"
    shutil.copytree(str(files("chancery") / "bundle_data"), target)
    return target


def test_the_shipped_bundle_is_whole_and_under_its_limit(bundle: Path) -> None:
    assert Bundle.load(bundle).ref.id.startswith("bundle-")
    assert sum(path.stat().st_size for path in bundle.iterdir()) <= 30_000_000


def test_a_folder_without_a_bundle_is_named(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no bundle here"):
        Bundle.load(tmp_path)


@pytest.mark.parametrize("part", PARTS)
def test_a_damaged_part_is_named(bundle: Path, part: str) -> None:
    raw = bytearray((bundle / part).read_bytes())
    raw[len(raw) // 2] ^= 1
    (bundle / part).write_bytes(raw)
    with pytest.raises(BundleError, match=f"{part}: damaged"):
        Bundle.load(bundle)


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_is_named(bundle: Path, part: str) -> None:
    (bundle / part).unlink()
    with pytest.raises(BundleError, match=f"{part}: missing"):
        Bundle.load(bundle)


@pytest.mark.parametrize(("field", "value"), [("features", 99), ("format", "chancery-bundle/9")])
def test_a_bundle_of_another_release_says_what_it_was_made_for(bundle: Path, field: str, value: object) -> None:
    config = json.loads((bundle / "config.json").read_text())
    (bundle / "config.json").write_text(json.dumps(config | {field: value}))
    with pytest.raises(BundleError, match="this release reads"):
        Bundle.load(bundle)


def test_a_config_that_is_no_config_is_damaged(bundle: Path) -> None:
    (bundle / "config.json").write_text("{}")
    with pytest.raises(BundleError, match=r"config\.json: damaged"):
        Bundle.load(bundle)
