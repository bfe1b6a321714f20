"""The tool classifier, as it comes with the install."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.skills.cards import ToolCard
from knowledge.skills.classifier import ToolClassifier, ToolWeights
from tools import ToolError

KNOWN = [ToolCard(name, name, (), ()) for name in ("a", "b")]
STRANGE = ToolCard("c", "猫", (), ())


class Letters:
    """Two dimensions: how much of 甲, how much of 乙 or 猫."""

    model_id, dimensions = "letters", 2

    def _of(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[text.count("甲"), text.count("乙") + text.count("猫")] for text in texts], dtype=np.float32)

    embed_queries = embed_passages = _of


def _classifier() -> ToolClassifier:
    # four features: the last message, and what was said before it
    matrix = np.zeros((4, 3), dtype=np.float32)
    matrix[0, 0] = matrix[1, 1] = 3
    return ToolClassifier(Letters(), ToolWeights(matrix, np.zeros(3, dtype=np.float32), ("a", "b", "none"), "letters"))


def _said(text: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": text}]


def test_the_likeliest_comes_first_and_the_shares_are_one() -> None:
    likely = _classifier().likely(_said("甲"))
    assert likely[0].label == "a"
    assert sum(one.probability for one in likely) == pytest.approx(1)


def test_a_tool_it_never_saw_is_listed_by_its_description() -> None:
    listed = _classifier().nearest(_said("猫"), [*KNOWN, STRANGE], 3)
    assert [card.name for card in listed] == ["b", "a", "c"]


def test_a_guess_is_one_of_the_tools_listed() -> None:
    assert _classifier().guess(_said("甲"), [KNOWN[1]]).tool in ("b", None)


def test_weights_made_for_other_vectors_are_refused() -> None:
    other = ToolWeights(np.zeros((4, 1), dtype=np.float32), np.zeros(1, dtype=np.float32), ("none",), "other")
    with pytest.raises(ToolError, match="工具分类器按向量模型 other 训练，现在用的是 letters"):
        ToolClassifier(Letters(), other)
