"""Banks of questions: what must be refused is refused with the right reason, what can be answered is answered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from agents.answer import Answer
from agents.planner import Planner
from serve.commands.printing import show

from ..metrics import estimate
from .machine import machine_line

DATA = Path(__file__).resolve().parent.parent / "data"
_WHY = {"text_not_held", "false_premise", "other_field"}


def bank(name: str) -> list[dict[str, Any]]:
    lines = (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def bench_answers(planner: Planner, *, shown: int = 15) -> int:
    unanswerable, answerable = bank("unanswerable"), bank("answerable")
    show(machine_line())
    asked = [(row, planner.ask(row["question"])) for row in unanswerable]
    refused = [float(answer.refused) for _, answer in asked]
    reasons = [float(answer.refused and row["why"] in {n.kind for n in answer.notices}) for row, answer in asked]
    show(f"应拒答 {len(asked)} 问：拒答 {estimate(refused)}，理由相符 {estimate(reasons)}")
    by_why = Counter(row["why"] for row, answer in asked if not answer.refused)
    show(f"  未拒答：{dict(by_why)}")
    for row, answer in asked:
        if not answer.refused and shown > 0:
            shown -= 1
            show(f"    {row['why']}：{row['question']} → {answer.answer[:60]!r}")
    known = [(row, planner.ask(row["question"], as_of=_day(row))) for row in answerable]
    wrongly = [float(answer.refused) for _, answer in known]
    cited = [float(_cites(row, answer)) for row, answer in known]
    show(f"可回答 {len(known)} 问：误拒 {estimate(wrongly)}，引到正确条文 {estimate(cited)}")
    for row in _refused(known):
        show(f"    误拒：{row['question']}")
    return 0


def _day(row: dict[str, Any]) -> date | None:
    return date.fromisoformat(row["as_of"]) if row.get("as_of") else None


def _cites(row: dict[str, Any], answer: Answer) -> bool:
    gold = {(g["instrument"], g["article"]) for g in row["gold"]}
    return any((c.instrument, c.article) in gold for c in answer.citations)


def _refused(known: list[tuple[dict[str, Any], Answer]]) -> Iterator[dict[str, Any]]:
    yield from [row for row, answer in known if answer.refused][:15]
