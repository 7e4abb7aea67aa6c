"""What each head pays for a batch. Sums over labelled words, divided by the words of the batch."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import Batch, Clusters, Links
from training.corpora.example import UNKNOWN
from training.network import Network, Seen

WEIGHTS = {
    "upos": 1.0, "uner": 1.0, "worldwide": 1.0, "politics": 1.5, "attribution": 1.5, "cameo": 0.7, "m2e2": 4.0,
    "mention": 2.0, "inner": 2.0, "trigger": 3.0, "status": 4.0, "stance": 4.0, "cue": 2.0, "channel": 2.0, "title": 2.0,
    "issue": 2.5, "topic": 0.7, "mode": 0.5, "numbers": 0.6, "arcs": 2.4, "rels": 2.0, "pair": 12.0, "links": 1.0, "clusters": 2.5,
}  # fmt: skip

ROLE_WEIGHTS = {"content": 0.4, "speaker": 1.5}
"""Content has many words a cue; the other roles (4) have few and are what a record is made of."""


def losses(network: Network, seen: Seen, batch: Batch) -> dict[str, Tensor]:
    """Per head, its weighted loss; heads that the batch says nothing about are absent."""
    layout = network.layout
    columns = layout.columns()
    tags = cut_tags(seen.tags.float(), columns)
    out: dict[str, Tensor] = {}
    for head in layout.tags:
        label = batch.tags[head]
        if (label != UNKNOWN).any():
            out[head] = F.cross_entropy(tags[head].flatten(0, 1), label.flatten(), ignore_index=UNKNOWN, reduction="sum")
    for head in layout.several:
        label = batch.several[head]
        known = ~label.isnan()
        if known.any():
            out[head] = F.binary_cross_entropy_with_logits(tags[head][known], label[known], reduction="sum")
    known = ~batch.numbers.isnan()
    if known.any():
        out["numbers"] = F.smooth_l1_loss(tags["numbers"][known], batch.numbers[known], reduction="sum")
    out |= _trees(network, seen, batch)
    if (batch.pair != UNKNOWN).any():
        out["pair"] = _pair(tags["pair"], batch)
    if batch.links is not None:
        out["links"] = _links(network, seen, batch.links)
    if batch.clusters:
        start, end = seen.mention_start.flatten(0, 1), seen.mention_end.flatten(0, 1)
        out["clusters"] = torch.stack([_cluster(network, start, end, item) for item in batch.clusters]).sum()
    return {head: loss * WEIGHTS[head] / batch.words for head, loss in out.items()}


def cut_tags(tags: Tensor, columns: dict[str, slice]) -> dict[str, Tensor]:
    """Scores head by head; one split, since the gradient of every single slice would be as wide as the whole."""
    assert all(a.stop == b.start for a, b in zip(list(columns.values()), list(columns.values())[1:], strict=False))
    return dict(zip(columns, tags.split([c.stop - c.start for c in columns.values()], -1), strict=True))


def _trees(network: Network, seen: Seen, batch: Batch) -> dict[str, Tensor]:
    rows = (batch.heads != UNKNOWN).any(1).nonzero().squeeze(1)
    if not len(rows):
        return {}
    scores = network.arc_scores(seen.arc_dep[rows], seen.arc_head[rows]).float()  # (rows, words, words)
    sentence = batch.sentence[rows]
    together = (sentence.unsqueeze(2) == sentence.unsqueeze(1)) & (sentence >= 0).unsqueeze(1)
    scores = scores.masked_fill(~together, -1e4)
    heads = batch.heads[rows]
    arcs = F.cross_entropy(scores.flatten(0, 1), heads.flatten(), ignore_index=UNKNOWN, reduction="sum")
    row, word = ((heads != UNKNOWN) & (batch.rels[rows] != UNKNOWN)).nonzero(as_tuple=True)
    dep, head = seen.rel_dep[rows][row, word], seen.rel_head[rows][row, heads[row, word]]
    return {"arcs": arcs, "rels": F.cross_entropy(network.rel_scores(dep, head).float(), batch.rels[rows][row, word], reduction="sum")}


def _pair(columns: Tensor, batch: Batch) -> Tensor:
    rows = (batch.pair != UNKNOWN).nonzero().squeeze(1)
    lengths = (batch.sentence[rows] >= 0).sum(1)
    parts = columns[rows].unflatten(-1, (3, -1))  # (rows, words, 3, classes)
    pick = torch.arange(len(rows))
    scores = sum(parts[pick, lengths + k, k] for k in range(3))
    return F.cross_entropy(scores, batch.pair[rows], reduction="sum")  # type: ignore[arg-type]


def _links(network: Network, seen: Seen, links: Links) -> Tensor:
    total = seen.tags.new_zeros((), dtype=torch.float32)
    weights = torch.tensor([ROLE_WEIGHTS.get(role, 4.0) for role in network.layout.roles])
    starts, ends = seen.link_from.unbind(), seen.link_to.unbind()  # once: the gradient of each single row would be as wide as all
    for row in links.rows.unique().tolist():
        chosen = links.rows == row
        scores = network.link_scores(starts[row][links.words[chosen]].float(), ends[row].float(),
                                     links.buckets[chosen], links.home[chosen])
        total = total + F.binary_cross_entropy_with_logits(scores, links.target[chosen], weight=links.counts[chosen] * weights,
                                                           reduction="sum")
    return total


def _cluster(network: Network, start: Tensor, end: Tensor, item: Clusters) -> Tensor:
    """Marginal likelihood of the antecedents that are right, or of none."""
    scores = network.pair_scores(start[item.first].float(), end[item.head].float(), item.own, item.features)
    count = len(item.first)
    before = torch.ones(count, count, dtype=torch.bool).tril(-1)
    right = (item.cluster.unsqueeze(1) == item.cluster.unsqueeze(0)) & before
    whole = torch.cat([scores.masked_fill(~before, -1e4), scores.new_zeros(count, 1)], 1)
    first_of_cluster = ~right.any(1)
    good = torch.cat([right, first_of_cluster.unsqueeze(1)], 1)
    return (whole.logsumexp(1) - whole.masked_fill(~good, -1e4).logsumexp(1)).sum()
