"""The tool classifier's fit."""

from __future__ import annotations

import numpy as np

from finetune.classify import fitted
from finetune.record import Turn, UnderstandRecord
from knowledge.skills.classifier import ToolWeights

LABELS = ("get_provision", "who_cites", "none")


def _record(number: int, label: str) -> UnderstandRecord:
    tool = None if label == "none" else label
    return UnderstandRecord(
        id=f"x{number:03}", messages=(Turn(role="user", content="问"),), intent="none" if tool is None else "tool",
        tool=tool, arguments={}, missing=(), style="terse",
    )  # fmt: skip


def _points() -> tuple[np.ndarray, list[UnderstandRecord]]:
    draw = np.random.default_rng(1)
    centres = np.eye(3) * 2
    records = [_record(number, LABELS[number % 3]) for number in range(90)]
    return np.array([centres[n % 3] + draw.normal(0, 0.1, 3) for n in range(90)]).astype(np.float32), records


def test_what_lies_apart_is_told_apart_and_the_same_records_give_the_same_weights() -> None:
    seen, records = _points()
    weights = fitted(seen, records, "letters")
    best = [weights.labels[index] for index in (seen @ weights.matrix + weights.bias).argmax(axis=1)]
    assert best == [LABELS[number % 3] for number in range(90)]
    again = fitted(seen, records, "letters")
    assert np.array_equal(weights.matrix, again.matrix)


def test_a_tool_taken_away_is_as_if_it_had_never_been_seen() -> None:
    weights = fitted(*_points(), "letters")
    left = weights.without("who_cites")
    assert left.labels == ("get_provision", "none")
    assert left.matrix.shape == (3, 2)


def test_the_packaged_weights_are_those_of_the_packaged_vectors() -> None:
    weights = ToolWeights.read()
    assert {"get_provision", "check_compliance", "none", "refuse", "clarify"} <= set(weights.labels)
    assert weights.matrix.shape == (768, len(weights.labels))
