"""Which tool a conversation asks for, without a language model: a linear classifier over its embedding.

Trained by `finetune.classify` on the written records; its weights come with the repository. Of tools that it never
saw it knows how near their one-line description is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tools import ToolError

from ..passages.embedding import Embedder
from .cards import ToolCard
from .choose import Choice, Without
from .dialogue import dialogue

WEIGHTS = Path(__file__).parent / "packaged" / "tool_classifier.npz"
WITHOUT: tuple[Without, ...] = ("none", "refuse", "clarify")
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class ToolWeights:
    matrix: Floats
    bias: Floats
    labels: tuple[str, ...]
    model: str
    """id of the embedder whose vectors they are for"""

    @classmethod
    def read(cls, path: Path = WEIGHTS) -> ToolWeights:
        with np.load(path, allow_pickle=False) as kept:
            labels = tuple(str(label) for label in kept["labels"])
            return cls(kept["matrix"], kept["bias"], labels, str(kept["model"]))

    def without(self, *labels: str) -> ToolWeights:
        """As if those had never been seen."""
        kept = [n for n, label in enumerate(self.labels) if label not in labels]
        names = tuple(self.labels[n] for n in kept)
        return ToolWeights(self.matrix[:, kept], self.bias[kept], names, self.model)


@dataclass(frozen=True)
class Likely:
    label: str
    """name of a tool, or none, refuse, clarify"""
    probability: float


class ToolClassifier:
    def __init__(self, embedder: Embedder, weights: ToolWeights | None = None) -> None:
        """ToolError where the weights (left out: the packaged ones) were made for other vectors."""
        weights = weights or ToolWeights.read()
        if weights.model != embedder.model_id:
            raise ToolError(f"工具分类器按向量模型 {weights.model} 训练，现在用的是 {embedder.model_id}；请重新训练")
        self._embedder = embedder
        self._weights = weights

    def likely(self, messages: Sequence[Mapping[str, str]]) -> list[Likely]:
        """Every label, the likeliest first."""
        weights = self._weights
        scores = features(self._embedder, [messages])[0] @ weights.matrix + weights.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        order = np.argsort(-shares)
        return [Likely(weights.labels[index], float(shares[index])) for index in order]

    def nearest(self, messages: Sequence[Mapping[str, str]], cards: Sequence[ToolCard], count: int) -> list[ToolCard]:
        """Of known tools the likeliest, of others those whose description is nearest; `count` in all."""
        likely = {one.label: one.probability for one in self.likely(messages)}
        known = sorted((card for card in cards if card.name in likely), key=lambda card: -likely[card.name])
        strange = [card for card in cards if card.name not in likely]
        if strange:
            said = self._embedder.embed_queries([messages[-1]["content"]])[0]
            near = self._lines(tuple(strange)) @ said
            strange = [strange[index] for index in np.argsort(-near)]
        beside = strange[: max(1, count // 3)] if strange else []
        return [*known[: count - len(beside)], *beside]

    def guess(self, messages: Sequence[Mapping[str, str]], cards: Sequence[ToolCard]) -> Choice:
        """The likeliest of `cards` and of doing without."""
        names = {card.name for card in cards}
        best = next(one.label for one in self.likely(messages) if one.label in names or one.label in WITHOUT)
        return _choice(best)

    def choice(self, messages: Sequence[Mapping[str, str]]) -> Choice:
        """Among the tools it was trained on."""
        return _choice(self.likely(messages)[0].label)

    def _lines(self, cards: tuple[ToolCard, ...]) -> Floats:
        if cards not in self._kept:
            self._kept[cards] = self._embedder.embed_passages([card.line for card in cards])
        return self._kept[cards]

    @cached_property
    def _kept(self) -> dict[tuple[ToolCard, ...], Floats]:
        return {}


def _choice(label: str) -> Choice:
    for without in WITHOUT:
        if label == without:
            return Choice(None, without)
    return Choice(label)


def features(embedder: Embedder, conversations: Sequence[Sequence[Mapping[str, str]]]) -> Floats:
    """The last message, and what was said before it, side by side; nothing before: zeros."""
    last = embedder.embed_queries([messages[-1]["content"][:1000] for messages in conversations])
    before = np.zeros_like(last)
    earlier = [n for n, messages in enumerate(conversations) if len(messages) > 1]
    if earlier:
        before[earlier] = embedder.embed_queries([dialogue(conversations[n])[-400:] for n in earlier])
    return np.concatenate([last, before], axis=1)
