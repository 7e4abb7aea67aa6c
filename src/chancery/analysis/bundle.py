"""The bundle: a folder with the trained network and all it needs to run.

    network.onnx    encoder and heads, int8          heads.npz      weights of the pair scores (never pickled)
    tokenizer.json  WordPiece                        config.json    labels, thresholds, hashes, versions
    MODEL_CARD.md   what it was trained on, on which terms, and how well it does
"""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from chancery.analysis.features import FEATURES
from chancery.analysis.layout import Layout
from chancery.errors import BundleError
from chancery.record.facts import BundleRef

FORMAT = "chancery-bundle/1"
PARTS = ("network.onnx", "heads.npz", "tokenizer.json")


class Config(msgspec.Struct, frozen=True):
    """``biases`` are added to a head's score for "nothing here"; ``thresholds`` are probabilities."""

    format: str
    version: str
    features: int
    layout: Layout
    sha256: dict[str, str]
    biases: dict[str, float] = {}
    thresholds: dict[str, float] = {}


@dataclass(frozen=True)
class Bundle:
    """A loaded bundle, ready to read."""

    config: Config
    session: onnxruntime.InferenceSession
    heads: dict[str, NDArray[np.float32]]
    tokenizer: Tokenizer
    ref: BundleRef

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1) -> Bundle:
        """The bundle in ``path``, or the one that this release ships.

        Raises BundleError when a part is missing, damaged or made for another release.
        """
        with _folder(path) as folder:
            return _load(folder, threads)


def ref_of(path: Path | None = None) -> BundleRef:
    """How records name the bundle in ``path``, or the one that this release ships, without loading it. Raises BundleError."""
    with _folder(path) as folder:
        return _ref(_config(folder))


def _folder(path: Path | None) -> AbstractContextManager[Path]:
    return as_file(files("chancery") / "bundle_data") if path is None else nullcontext(path)


def _ref(config: Config) -> BundleRef:
    hashes = "".join(config.sha256[part] for part in PARTS)
    return BundleRef("bundle-" + hashlib.sha256(hashes.encode()).hexdigest()[:12], config.version)


def _load(path: Path, threads: int) -> Bundle:
    config = _config(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path / "network.onnx"), options, providers=["CPUExecutionProvider"])
    with np.load(path / "heads.npz", allow_pickle=False) as stored:
        heads = {name: stored[name] for name in stored.files}
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Bundle(config, session, heads, tokenizer, _ref(config))


def _config(path: Path) -> Config:
    """The bundle's config, once every part is there and unharmed."""
    try:
        raw = (path / "config.json").read_bytes()
    except OSError as reason:
        raise BundleError(f"{path}: no bundle here ({reason.strerror}). Install chancery again or give a bundle folder.") from reason
    try:
        config = msgspec.json.decode(raw, type=Config)
    except msgspec.MsgspecError as reason:
        raise BundleError(f"{path / 'config.json'}: damaged ({reason}). Install chancery again.") from reason
    if config.format != FORMAT or config.features != FEATURES:
        raise BundleError(f"{path}: made as {config.format} with features v{config.features}; this release reads {FORMAT} "
                          f"with features v{FEATURES}. Use the bundle that came with this release.")
    for part in PARTS:
        _check(path / part, config.sha256.get(part, ""))
    return config


def _check(part: Path, wanted: str) -> None:
    try:
        found = hashlib.sha256(part.read_bytes()).hexdigest()
    except OSError as reason:
        raise BundleError(f"{part}: missing from the bundle ({reason.strerror}). Install chancery again.") from reason
    if found != wanted:
        raise BundleError(f"{part}: damaged (its SHA-256 is not the one in config.json). Install chancery again.")
