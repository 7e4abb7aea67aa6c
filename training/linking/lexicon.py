"""Make the lexicon: stems of open text with how rare they are, how often written with a capital, and a vector each.

    python -m training.linking.lexicon CORPORA [--out FILE]

Counted in EWT, GUM, the current-events items, the open news and the training topics of ECB+. A vector is what MiniLM, the encoder that
the network starts from, says of the commonest forms of a stem, each form alone, cut to its main directions.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from tokenizers import Tokenizer

from chancery.analysis.layout import Layout
from chancery.linking.words import is_empty, stem, words
from training.corpora import ecbplus
from training.corpora.ecbplus import DEVELOPMENT
from training.network import Network, load_encoder
from training.train import encoder_folder

OUT = Path(__file__).parents[2] / "src/chancery/linking/data/lexicon.npz"
LEAST, FORMS, WIDTH = 2, 2, 64
"""Texts in which a stem must stand; forms of it that are looked at; directions kept."""
SHORTEST = 3
"""Letters of a word that is taken from the encoder's vocabulary, be it in no text."""
COMMON = 3
"""Texts in which a stem must stand for the main directions to be sought in it."""
NAME = 0.5
"""Share of capitals from which a stem is a name: the main directions are sought in other words."""


def texts(corpora: Path) -> Iterator[str]:
    """Every text that words are counted in."""
    for path in (corpora / "ud-ewt/train.conllu", *sorted((corpora / "gum/train/ontogum").glob("*.conllu"))):
        for block in path.read_text(encoding="utf-8").split("# newdoc")[1:]:
            yield " ".join(line.removeprefix("# text = ") for line in block.splitlines() if line.startswith("# text = "))
    for path in (corpora / "current-events/2025.jsonl", corpora / "open-news/articles.jsonl"):
        yield from (json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    for report in ecbplus.read_topics(corpora / "ecbplus"):
        if report.topic not in DEVELOPMENT:
            yield " ".join(report.words)


def count(found: Iterator[str]) -> tuple[int, Counter[str], dict[str, Counter[str]], dict[str, Counter[bool]]]:
    """Texts in all; of each stem the texts that have it, its forms, and how often it is or is not capital within a sentence."""
    total, spread = 0, Counter[str]()
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    capital: dict[str, Counter[bool]] = defaultdict(Counter)
    for text in found:
        total += 1
        own = [(at, word) for at, word in words(text) if not is_empty(word)]
        spread.update({stem(word) for _, word in own})
        for at, word in own:
            forms[stem(word)][word.lower()] += 1
            if at > 1 and text[at - 2].isalnum():  # after a word: no start of a sentence
                capital[stem(word)][word[0].isupper()] += 1
    return total, spread, forms, capital


class Encoder:
    """MiniLM, mean of its states."""

    def __init__(self) -> None:
        folder = encoder_folder()
        self.network = Network(Layout({"upos": ("X", "Y")}, {}, (), (), ("x",)))
        load_encoder(self.network, load_file(folder / "model.safetensors"))
        self.network.eval()
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.enable_padding()

    def vocabulary(self) -> list[str]:
        """The whole words that it knows."""
        return sorted(word for word in self.tokenizer.get_vocab() if word.isascii() and word.isalpha() and len(word) >= SHORTEST)

    def __call__(self, found: Sequence[str]) -> NDArray[np.float32]:
        """(texts, width), each of length one."""
        parts = []
        for start in range(0, len(found), 256):
            encodings = self.tokenizer.encode_batch(list(found[start : start + 256]))
            ids = torch.tensor([e.ids for e in encodings])
            mask = torch.tensor([e.attention_mask for e in encodings]).float()
            with torch.no_grad():
                states = self.network.encode(ids, torch.zeros_like(ids), mask)
            means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
            parts.append(torch.nn.functional.normalize(means, dim=-1).numpy())
        return np.concatenate(parts)


def vectors(encoder: Encoder, stems: Sequence[str], forms: dict[str, Counter[str]], *, common: NDArray[np.bool_]) -> NDArray[np.float32]:
    """(stems, WIDTH): the mean over a stem's commonest forms in the main directions of the ``common`` ones."""
    asked = sorted({form for name in stems for form, _ in forms[name].most_common(FORMS)})
    said = dict(zip(asked, encoder(asked), strict=True))
    means = np.array([np.average([said[form] for form, _ in top], axis=0, weights=[n for _, n in top])
                      for top in (forms[name].most_common(FORMS) for name in stems)])
    centre = means[common].mean(0)
    _, _, directions = np.linalg.svd(means[common] - centre, full_matrices=False)
    kept = (means - centre) @ directions[:WIDTH].T
    kept /= np.maximum(np.linalg.norm(kept, axis=1, keepdims=True), 1e-6)
    return kept.astype(np.float32)


def packed(found: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Two numbers of four bits a byte; a vector's length is lost, which cosines do not miss."""
    steps = np.rint(found / np.abs(found).max(1, keepdims=True) * 7).astype(np.int64) + 8
    return ((steps[:, ::2] << 4) | steps[:, 1::2]).astype(np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    total, spread, forms, capital = count(texts(args.corpora))
    encoder = Encoder()
    for word in encoder.vocabulary():
        forms[stem(word)][word] += 1
    known = {name for name, n in spread.items() if n >= LEAST} | set(map(stem, encoder.vocabulary()))
    stems = sorted(name for name in known if not name[0].isdigit())
    rarity = np.log((total + 1) / (np.array([spread[name] for name in stems]) + 1))
    share = np.array([capital[name][True] / max(capital[name].total(), 1) if name in capital else 0.0 for name in stems])
    common = (share < NAME) & np.array([spread[name] >= COMMON for name in stems])
    found = vectors(encoder, stems, forms, common=common)
    np.savez_compressed(args.out, stems=np.frombuffer("\n".join(stems).encode(), np.uint8), rarity=rarity.astype(np.float16),
                        capital=np.rint(share * 255).astype(np.uint8), vectors=packed(found))
    print(f"{total} texts, {len(stems)} stems, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
