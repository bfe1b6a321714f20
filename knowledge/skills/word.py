"""Skills *word* and *abstain*: numbered provisions into a short answer that cites them, or that they do not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_TOKENS = 220
LONGEST_TEXT = 320
"""Characters of a provision that enter the prompt."""
NO_GROUND = "无依据："
"""With this an answer begins that says what the provisions do not tell."""


@dataclass(frozen=True)
class Numbered:
    place: str
    """土地管理法第四十四条第二款"""
    text: str
    ended: str = ""
    """已废止, 尚未施行: said where it is not in force on the day"""


def word_prompt(question: str, evidence: Sequence[Numbered]) -> str:
    lines = [
        f"[{number}] {one.place}{f'（{one.ended}）' if one.ended else ''}：{_short(one.text)}"
        for number, one in enumerate(evidence, 1)
    ]
    listed = "\n".join(lines)
    return f"只依据条文作答，每句注明编号\n{listed}\n问：{' '.join(question.split())}\n答："


def says_no_ground(said: str) -> str | None:
    """The sentence behind the word that nothing is told; None for an answer."""
    text = said.strip()
    return text.removeprefix(NO_GROUND).strip() if text.startswith(NO_GROUND) else None


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_TEXT else f"{plain[:LONGEST_TEXT]}…"
