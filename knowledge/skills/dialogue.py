"""A conversation as the model reads it: the last turns, the long ones shortened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_TURNS = 5
_LONGEST = {"user": 200, "assistant": 90}
"""Characters kept of an earlier turn; of the last one ten times as many."""
_WHO = {"user": "问", "assistant": "答"}


def dialogue(messages: Sequence[Mapping[str, str]]) -> str:
    """`messages`: role (user, assistant) and content, the last one the user's."""
    *earlier, last = messages[-_TURNS:]
    lines = [f"{_WHO[turn['role']]}：{_short(turn['content'], _LONGEST[turn['role']])}" for turn in earlier]
    return "\n".join([*lines, f"{_WHO['user']}：{_short(last['content'], 10 * _LONGEST['user'])}"])


def _short(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[:longest]}…"
