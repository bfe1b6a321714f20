"""Skill *understand*: which of a few tools a conversation asks for, as a short code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .cards import ToolCard
from .dialogue import dialogue

Without = Literal["none", "refuse", "clarify"]
_WITHOUT: dict[str, Without] = {"N": "none", "R": "refuse", "C": "clarify"}
CODES: dict[Without, str] = {meaning: code for code, meaning in _WITHOUT.items()}
MOST_TOKENS = 24
LISTED = 6
"""Tools that enter the prompt: the nearest by embedding."""
_CODE = re.compile(r"\s*(?P<code>\d|[NRC])\s*(?P<slots>.*)", re.DOTALL)
GRAMMAR = 'root ::= ([1-9] [^\\n]{0,60}) | "N" | "R" | "C"'
"""For llama.cpp (GBNF)."""
PATTERN = r"([1-9][^\n]{0,60}|N|R|C)"
"""The same as a regular expression, for vLLM."""


@dataclass(frozen=True)
class Choice:
    tool: str | None
    """None: no tool; then `without` says why"""
    without: Without | None = None
    slots: Mapping[str, str] = field(default_factory=dict)


def choose_prompt(messages: Sequence[Mapping[str, str]], cards: Sequence[ToolCard], guess: Choice) -> str:
    """`guess`: what the classifier takes it for, which knows the tools it was trained on only."""
    listed = "\n".join(f"{number} {card.line}" for number, card in enumerate(cards, 1))
    return f"选工具\n{listed}\nN 不用工具 R 拒绝 C 要问清楚\n{dialogue(messages)}\n猜{_code(guess, cards)}选："


def _code(choice: Choice, cards: Sequence[ToolCard]) -> str:
    if choice.tool is None:
        return CODES[choice.without or "none"]
    return str(next(n for n, card in enumerate(cards, 1) if card.name == choice.tool))


def choose_code(choice: Choice, cards: Sequence[ToolCard]) -> str:
    """What the model is to write."""
    code = _code(choice, cards)
    if choice.tool is None:
        return code
    values = [choice.slots.get(argument, "") for argument, _ in cards[int(code) - 1].slots]
    while values and not values[-1]:
        values.pop()
    return f"{code} {';'.join(values)}".rstrip()


def read_choice(said: str, cards: Sequence[ToolCard]) -> Choice | None:
    """None where it is no code, or names no tool of the list."""
    found = _CODE.match(said)
    if found is None:
        return None
    if found["code"] in _WITHOUT:
        return Choice(None, _WITHOUT[found["code"]])
    number = int(found["code"])
    if not 1 <= number <= len(cards):
        return None
    card = cards[number - 1]
    values = [value.strip() for value in found["slots"].strip().split(";")]
    given = {argument: value for (argument, _), value in zip(card.slots, values, strict=False) if value}
    return Choice(card.name, None, given)
