"""One line of a run: what one case asked, what came back, how it was scored."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any, Literal

from pydantic import Field, JsonValue
from pydantic_core import to_json, to_jsonable_python

from knowledge import Wire

from ..exchange import Asked, Reply
from ..task import AnyCase, AnyTask, Score, Tally, Unparsed

State = Literal["answered", "unparsed", "failed"]


class ScoreLine(Wire):
    value: float | None
    reason: str = ""
    tallies: dict[str, tuple[int, int, int]] = Field(default_factory=dict)
    """Class → right, said, wanted."""
    mark: str | None = None

    def tally(self) -> dict[str, Tally]:
        return {name: Tally(*counts) for name, counts in self.tallies.items()}


class Sample(Wire):
    id: str
    key: str
    """Of the case and what it asked: the same key, the same question."""
    document: str
    group: str
    asked: Asked
    expected: JsonValue
    state: State
    reply: Reply | None
    """None when it failed."""
    parsed: JsonValue = None
    fault: str = ""
    """Why it failed or could not be read."""
    scores: dict[str, ScoreLine]
    milliseconds: float
    memory_mb: int | None = None
    """Most this process ever held until then; None where the target runs elsewhere."""
    reused: bool = False
    """The reply comes from an earlier run."""


def key_of(case: AnyCase) -> str:
    return hashlib.blake2b(case.id.encode() + b"\0" + to_json(case.asked), digest_size=12).hexdigest()


def judged(task: AnyTask, case: AnyCase, reply: Reply, milliseconds: float, *, reused: bool = False) -> Sample:
    try:
        output = task.read(case, reply)
    except Unparsed as why:
        lost = failed(task, case, str(why), milliseconds)
        return lost.model_copy(update={"state": "unparsed", "reply": reply, "reused": reused})
    return Sample(
        **_facts(case),
        state="answered",
        reply=reply,
        parsed=to_jsonable_python(output),
        scores={s.name: _line(s.judge(case, output)) for s in task.scorers if s.applies(case)},
        milliseconds=round(milliseconds, 2),
        reused=reused,
    )


def failed(task: AnyTask, case: AnyCase, why: str, milliseconds: float) -> Sample:
    """Counted as wrong wherever a scorer applies."""
    return Sample(
        **_facts(case),
        state="failed",
        reply=None,
        fault=why,
        scores={s.name: _line(replace(s.blank(case), reason=why)) for s in task.scorers if s.applies(case)},
        milliseconds=round(milliseconds, 2),
    )


def _facts(case: AnyCase) -> dict[str, Any]:
    return {
        "id": case.id,
        "key": key_of(case),
        "document": case.document,
        "group": case.group,
        "asked": case.asked,
        "expected": to_jsonable_python(case.expected),
    }


def _line(score: Score) -> ScoreLine:
    return ScoreLine(
        value=score.value,
        reason=score.reason,
        tallies={name: (t.right, t.said, t.wanted) for name, t in score.tallies.items()},
        mark=score.mark,
    )
