"""Ctrl-C takes effect between two items, and a second one at once."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from searchlib.cli.interruption import Interruption


def test_without_ctrl_c_every_item_comes() -> None:
    with Interruption() as interruption:
        assert list(interruption.between(range(3))) == [0, 1, 2]


def _take(steps: list[str], *, ctrl_c_before: set[str]) -> None:
    """Take two items, each in two steps, with Ctrl-C before some of them; note the steps that were made."""
    with Interruption() as interruption:
        for item in interruption.between("ab"):
            for step in (f"{item}1", f"{item}2"):
                if step in ctrl_c_before:
                    signal.raise_signal(signal.SIGINT)
                steps.append(step)


def test_ctrl_c_waits_until_the_item_in_hand_is_done() -> None:
    steps: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        _take(steps, ctrl_c_before={"a1"})
    assert steps == ["a1", "a2"]


def test_ctrl_c_during_the_last_item_is_not_lost() -> None:
    steps: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        _take(steps, ctrl_c_before={"b2"})
    assert steps == ["a1", "a2", "b1", "b2"]


def test_a_second_ctrl_c_takes_effect_at_once() -> None:
    steps: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        _take(steps, ctrl_c_before={"a1", "a2"})
    assert steps == ["a1"]


def test_ctrl_c_takes_effect_at_once_while_an_item_is_waited_for() -> None:
    reached = []

    def items() -> Iterator[int]:
        yield 0
        signal.raise_signal(signal.SIGINT)
        reached.append(True)
        yield 1

    with pytest.raises(KeyboardInterrupt), Interruption() as interruption:
        list(interruption.between(items()))
    assert reached == []


def test_afterwards_ctrl_c_does_what_it_did_before() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interruption():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before
