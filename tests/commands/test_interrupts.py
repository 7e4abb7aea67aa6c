"""Ctrl-C waits for what must be done whole, and not for anything else."""

from __future__ import annotations

import os
import signal

import pytest

from chancery.commands.interrupts import Interrupts


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_interrupts(number: signal.Signals) -> None:
    with Interrupts(), pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), number)


def test_what_is_held_is_done_to_its_end() -> None:
    done = False
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        with interrupts.held():
            os.kill(os.getpid(), signal.SIGINT)
            done = True
        pytest.fail("the interrupt was lost")
    assert done


def test_afterwards_signals_are_whose_they_were() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
