"""Which tellings may be of one happening: those that share enough for a look, so that 200,000 reports need not all be compared.

Two tellings are a pair when they share a key (`taking.keys`: of the family of their code, who took part, where, and the words that name
it, some two) and their days are within the window; under each key only so many, the nearest in time. A telling's days are those that it
names, else the day of its report. One without any may be of any day: it comes before all others, and is near to all.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chancery.linking.bags import Ints

WINDOW = 4
"""Days between two reports, or between the days they name, within which they may tell of one happening."""
MOST = 40
"""Tellings that each is compared with under one key: the nearest in time."""
OPEN = 100_000
"""Tellings that later ones may still be compared with: of more, as of 3,000 reports a day, the earliest are let go."""
FAR = 10_000_000
"""Further than any day."""

Pairs = tuple[Ints, Ints]


class Calendar:
    """Tellings, by their numbers, in the order of their days: ``since`` the first, ``until`` the last; FAR off where none is known."""

    def __init__(self, since: Ints, until: Ints) -> None:
        self.since, self.until = since, until

    def __len__(self) -> int:
        return len(self.since)

    @cached_property
    def order(self) -> Ints:
        """(places,) the number of the telling at each."""
        return np.lexsort((np.arange(len(self)), self.until, self.since)).astype(np.int64)

    @cached_property
    def place(self) -> Ints:
        """(tellings,) the place of each."""
        found = np.zeros(len(self), np.int64)
        found[self.order] = np.arange(len(self))
        return found


class Field:
    """Tellings that later ones may still be compared with, under their keys, while all come in the order of their days."""

    def __init__(self, calendar: Calendar, *, window: int = WINDOW, most: int = MOST, room: int = OPEN) -> None:
        self.calendar, self._window, self._most, self._room = calendar, window, most, room
        self._keys, self._places = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.open = np.zeros(len(calendar), np.bool_)
        """(tellings,) whether a later one may make a pair with it."""

    def meet(self, keys: Ints, numbers: Ints, *, upto: int) -> Pairs:
        """Pairs of numbers of tellings that come now, with each other and with the open ones; each once, the smaller first, in order.

        ``keys`` and ``numbers`` go together, a telling has several keys; ``upto`` is the place after the last that comes.
        """
        fresh = upto if not len(numbers) else int(self.calendar.place[numbers].min())
        keys, places = np.concatenate([self._keys, keys]), np.concatenate([self._places, self.calendar.place[numbers]])
        order = np.lexsort((places, keys))
        keys, places = keys[order], places[order]
        pairs = self._pairs(keys, places, fresh)
        self._keep(keys, places, upto)
        return pairs

    def _pairs(self, keys: Ints, places: Ints, fresh: int) -> Pairs:
        """Pairs under common keys of which the second comes now, its days near the first's."""
        calendar, count, found = self.calendar, max(len(self.calendar), 1), [np.zeros(0, np.int64)]
        numbers = calendar.order[places]
        since, until = calendar.since[numbers], calendar.until[numbers]
        at = np.arange(len(keys))
        for step in range(1, self._most + 1):
            # Both the key and the days only move away with further steps: what fails at one is not looked at again.
            at = at[at + step < len(keys)]
            at = at[(keys[at + step] == keys[at]) & (since[at + step] - until[at] <= self._window)]
            new = at[places[at + step] >= fresh]
            one, other = numbers[new], numbers[new + step]
            found.append(np.unique(np.minimum(one, other) * count + np.maximum(one, other)))
            if not len(at):
                break
        pairs = np.unique(np.concatenate(found))
        return pairs // count, pairs % count

    def _keep(self, keys: Ints, places: Ints, upto: int) -> None:
        """Of each key the last ones, from the first that is near enough to what comes: those between them are counted, though too far."""
        calendar = self.calendar
        bucket = np.cumsum(np.concatenate([np.zeros(1, np.int64), (keys[1:] != keys[:-1]).astype(np.int64)]))[: len(keys)]
        starts = np.flatnonzero(np.diff(bucket, prepend=-1))
        last = np.append(starts[1:], len(keys))[bucket] - 1
        near = np.zeros(len(keys), np.bool_)
        if upto < len(calendar):
            horizon = calendar.since[calendar.order[upto]] - self._window
            near = (last - np.arange(len(keys)) < self._most) & (calendar.until[calendar.order[places]] >= horizon)
            near = self._roomy(near, places)
        seen = np.cumsum(near)
        kept = seen > (seen - near)[starts][bucket]
        self._keys, self._places = keys[kept], places[kept]
        self.open[:] = False
        self.open[calendar.order[places[near]]] = True

    def _roomy(self, near: NDArray[np.bool_], places: Ints) -> NDArray[np.bool_]:
        """Those for which there is room."""
        different = np.unique(places[near])
        return near & (places >= different[-self._room]) if len(different) > self._room else near
