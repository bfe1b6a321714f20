"""The provisions that the rules looked up, kept as they stood on the day."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ...statutes import Statutes, StatuteText
from ...tool import ToolError


class RecordingStatutes:
    """Remembers everything that is looked up through it."""

    def __init__(self, statutes: Statutes) -> None:
        self._statutes = statutes
        self.found: dict[tuple[str, date], StatuteText] = {}

    @property
    def corpus_end(self) -> date:
        return self._statutes.corpus_end

    def provision(self, reference: str, *, as_of: date) -> StatuteText:
        found = self._statutes.provision(reference, as_of=as_of)
        self.found[reference, as_of] = found
        return found

    def write(self, path: Path) -> None:
        entries = [
            {"reference": reference, "as_of": day.isoformat(), **_plain(text)}
            for (reference, day), text in sorted(self.found.items())
        ]
        kept = {"corpus_end": self.corpus_end.isoformat(), "provisions": entries}
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


class KeptStatutes:
    """The law of a bundle."""

    def __init__(self, path: Path) -> None:
        kept = json.loads(path.read_text(encoding="utf-8"))
        self.corpus_end = date.fromisoformat(kept["corpus_end"])
        self.found = {(one.pop("reference"), _day(one.pop("as_of"))): _text(one) for one in kept["provisions"]}

    def provision(self, reference: str, *, as_of: date) -> StatuteText:
        found = self.found.get((reference, as_of))
        if found is None:
            raise ToolError(f"证据包里没有“{reference}”在 {as_of} 的条文；请在有知识库的节点上重放")
        return found


def _plain(text: StatuteText) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(text).items()}


def _text(kept: dict[str, Any]) -> StatuteText:
    days = {key: _day(kept[key]) if kept[key] else None for key in ("effective_from", "effective_to")}
    return StatuteText(**{**kept, **days, "notices": tuple(kept["notices"])})


def _day(said: str) -> date:
    return date.fromisoformat(said)
