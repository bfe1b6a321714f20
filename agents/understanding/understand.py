"""Skill *understand*: a conversation into intent, tool, arguments and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from knowledge import KnowledgeBase
from knowledge.skills.cards import ToolCard
from knowledge.skills.choose import GRAMMAR, LISTED, MOST_TOKENS, PATTERN, Choice, choose_prompt, read_choice
from knowledge.skills.classifier import ToolClassifier

from ..models import CompletionModel
from .slots import Talk, filled
from .understanding import REQUIRED, Understanding
from .vocabulary import Vocabulary

Messages = Sequence[Mapping[str, str]]


class Chooser(Protocol):
    def choose(self, messages: Messages, cards: Sequence[ToolCard]) -> Choice:
        """Among `cards`, or none of them."""


class ByClassifier:
    """Without a language model."""

    def __init__(self, classifier: ToolClassifier) -> None:
        self._classifier = classifier

    def choose(self, messages: Messages, cards: Sequence[ToolCard]) -> Choice:
        best = self._classifier.likely(messages)[0]
        if best.label in {card.name for card in cards} or best.label in ("none", "refuse", "clarify"):
            return self._classifier.choice(messages)
        return Choice(None, "clarify")


class ByModel:
    """A language model reads the nearest tools and writes a short code; what is no code falls to the classifier."""

    def __init__(self, model: CompletionModel, classifier: ToolClassifier, examples: str = "") -> None:
        """`examples`: put before the prompt, for a model that was not tuned."""
        self._model = model
        self._classifier = classifier
        self._examples = examples

    def choose(self, messages: Messages, cards: Sequence[ToolCard]) -> Choice:
        listed = self._classifier.nearest(messages, cards, LISTED)
        prompt = self._examples + choose_prompt(messages, listed, self._classifier.guess(messages, listed))
        said = self._model.write(prompt, max_tokens=MOST_TOKENS, grammar=GRAMMAR, pattern=PATTERN)
        return read_choice(said, listed) or ByClassifier(self._classifier).choose(messages, cards)


class Understander:
    def __init__(
        self, chooser: Chooser, cards: Sequence[ToolCard], base: KnowledgeBase, vocabulary: Vocabulary
    ) -> None:
        self._chooser = chooser
        self._cards = {card.name: card for card in cards}
        self._base = base
        self._vocabulary = vocabulary

    def understand(self, messages: Messages, today: date) -> Understanding:
        choice = self._chooser.choose(messages, list(self._cards.values()))
        if choice.tool is None:
            return Understanding(intent=choice.without or "none", arguments={})
        talk = Talk(messages, self._base, self._vocabulary, today)
        arguments = filled(choice.tool, talk, choice.slots)
        if choice.tool in REQUIRED:
            return Understanding.of_tool(choice.tool, **arguments)
        needed = self._cards[choice.tool].required
        lacking = tuple(name for name in needed if name not in arguments)
        return Understanding(intent="tool", tool=choice.tool, arguments=arguments, missing=lacking)
