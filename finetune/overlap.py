"""Records that say what the evaluation says are refused: nobody is examined on what was taught word for word."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .record import AbstainRecord, Record, RewriteRecord, ToolResultRecord, UnderstandRecord, WordRecord

LENGTH = 12
"""Characters in a row, without signs and blanks: shorter ones are names of laws and turns of phrase."""
MOST_SHARED = 0.6
"""Share of a question's runs that may also stand in one question of the evaluation."""
EVAL_DATA = Path(__file__).resolve().parent.parent / "eval" / "data"
_KEYS = ("question", "wordings", "messages", "variants")
_SIGNS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text)).lower()


def runs(text: str) -> set[str]:
    """Every LENGTH characters in a row; the whole of a shorter text."""
    said = plain(text)
    return {said[at : at + LENGTH] for at in range(len(said) - LENGTH + 1)} or ({said} if said else set())


def asked_in(record: Record) -> str:
    """What the person says."""
    match record:
        case UnderstandRecord() | RewriteRecord():
            return record.messages[-1].content
        case WordRecord() | AbstainRecord() | ToolResultRecord():
            return record.question


class Examined:
    """The questions of the evaluation, read as files."""

    def __init__(self, folder: Path = EVAL_DATA) -> None:
        self._where: dict[str, list[str]] = {}
        self.count = 0
        for name, text in _questions(folder):
            self.count += 1
            for run in runs(text):
                self._where.setdefault(run, []).append(name)

    def overlaps(self, text: str) -> str | None:
        """The evaluation question that a text repeats, if any."""
        said = runs(text)
        shared: dict[str, int] = {}
        for run in said:
            for name in self._where.get(run, ()):
                shared[name] = shared.get(name, 0) + 1
        worst = max(shared, key=lambda name: shared[name], default=None)
        return worst if worst is not None and shared[worst] > MOST_SHARED * len(said) else None


def _questions(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            for text in _texts(case):
                yield f"{path.stem}/{case.get('id')}", text


def _texts(case: dict[str, Any]) -> Iterable[str]:
    for key in _KEYS:
        value = case.get(key)
        if isinstance(value, str):
            yield value
        elif key == "messages" and isinstance(value, list):
            yield value[-1]["content"]
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))
        elif isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, str))
