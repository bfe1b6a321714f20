"""What the model reads and what it is to write. Imports nothing: the training environment needs no knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Skill = Literal["understand", "rewrite", "word", "abstain"]
SKILLS: tuple[Skill, ...] = get_args(Skill)


@dataclass(frozen=True)
class Example:
    id: str
    skill: Skill
    prompt: str
    answer: str
    source: str
