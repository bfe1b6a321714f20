"""A finished run of an exam file, for what is made of runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from small_task import Answering

from eval.catalog import task_named
from eval.runs.execute import execute
from eval.runs.folder import RunFile, RunFolder
from eval.runs.plan import Planned
from eval.runs.provenance import Provenance, provenance
from eval.task import AnyTask, Making

ROWS = 40


def exam_task(folder: Path) -> AnyTask:
    """Forty questions, every other one with the answer B."""
    path = folder / "exam.csv"
    lines = "".join(f"{n},第{n}题,对,错,{'AB'[n % 2]}\n" for n in range(ROWS))
    path.write_text("id,question,A,B,answer\n" + lines, encoding="utf-8")
    return task_named(f"general_mcq:{path}")


def finished(
    task: AnyTask,
    path: Path,
    answer: Callable[[str], str],
    *,
    limit: int | None = None,
    origin: Provenance | None = None,
) -> Path:
    target = Answering(answer)
    planned = [Planned(task, tuple(task.cases(Making(0, path))))]
    folder = RunFolder.reserve(path)
    folder.begin(
        RunFile(
            name=path.name,
            started=datetime.now(UTC),
            target="test",
            identity=target.identity,
            tasks=tuple(one.line for one in planned),
            seed=0,
            limit=limit,
            at_once=2,
            patience_s=5,
            max_tokens=8,
            provenance=origin or provenance(),
        )
    )
    execute(folder, planned, target, progress=lambda *_: None, earlier={})
    return path


def number(text: str) -> int:
    return int(text.split("题")[0].removeprefix("第"))


def always_right(text: str) -> str:
    return "AB"[number(text) % 2]


def half_right(text: str) -> str:
    """Nothing that can be read for every fourth question."""
    return always_right(text) if number(text) % 4 else "不知道"
