"""What keeps a network from learning its few examples by heart: words behind a mask, and a running mean of its weights."""

from __future__ import annotations

import copy

import torch
from torch import Tensor

from training.batches import Batch
from training.network import Network

MASK = 103
"""BERT's `[MASK]`; the pieces up to it say nothing: padding, unknown, start, end."""
EVERY = 10
"""Steps between two looks at the word vectors, which are half of all weights and of which a step moves few."""


def hide(batch: Batch, share: float) -> Batch:
    """The batch with some of its pieces, and their shapes, behind the mask."""
    chosen = (torch.rand(batch.ids.shape) < share) & (batch.ids > MASK)
    return batch._replace(ids=batch.ids.masked_fill(chosen, MASK), shapes=batch.shapes.masked_fill(chosen, 0))


class Average:
    """The running mean of a network's weights; ``stays`` of it stays at each step, less in the first ones."""

    def __init__(self, network: Network, stays: float) -> None:
        self.network = copy.deepcopy(network).eval()
        self.stays = stays
        self.steps = 0
        self.own: dict[str, Tensor] = dict(self.network.named_parameters())

    @torch.no_grad()
    def take(self, network: Network) -> None:
        """Take in the weights after one more step."""
        self.steps += 1
        for name, value in network.named_parameters():
            every = EVERY if name == "word.weight" else 1
            if self.steps % every == 0:
                self.own[name].lerp_(value, 1 - min(self.stays, self.steps / (self.steps + 10)) ** every)
