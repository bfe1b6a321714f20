"""Examples as token numbers, in an order that the seed decides, packed so that little is padding."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .example import Example
from .recipe import Recipe


@dataclass(frozen=True)
class Encoded:
    skill: str
    tokens: tuple[int, ...]
    answer_from: int
    """Position of the first token that is learnt."""


def encoded(example: Example, tokenizer: Any, longest: int) -> Encoded:
    """A prompt that is too long loses its beginning: question and answer stand at the end."""
    answer = [*tokenizer.encode(example.answer, add_special_tokens=False), tokenizer.eos_token_id]
    prompt = tokenizer.encode(example.prompt, add_special_tokens=False)
    room = longest - len(answer) - 1
    prompt = [tokenizer.bos_token_id, *prompt[-room:]]
    return Encoded(example.skill, (*prompt, *answer), len(prompt))


def steps(examples: Sequence[Encoded], recipe: Recipe) -> list[list[int]]:
    """Of each step the indices of its examples; the same for the same recipe."""
    draw = random.Random(recipe.seed)
    order: list[int] = []
    whole, part = divmod(recipe.schedule.epochs, 1)
    for share in [1.0] * int(whole) + ([part] if part else []):
        epoch = [
            index for index, one in enumerate(examples) for _ in range(_times(recipe.shares.get(one.skill, 1.0), draw))
        ]
        draw.shuffle(epoch)
        order += epoch[: round(len(epoch) * share)]
    size = recipe.schedule.batch
    return [order[at : at + size] for at in range(0, len(order), size)]


def passes(chosen: Sequence[Encoded], tokens_at_once: int) -> Iterator[list[Encoded]]:
    """A step's examples in groups of like length, none larger than fits a forward pass."""
    group: list[Encoded] = []
    for one in sorted(chosen, key=lambda each: len(each.tokens)):
        if group and (len(group) + 1) * len(one.tokens) > tokens_at_once:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _times(share: float, draw: random.Random) -> int:
    whole, part = divmod(share, 1)
    return int(whole) + (draw.random() < part)
