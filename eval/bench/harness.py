"""What the harness itself costs: the same questions to the same target in a plain loop and as a run, side by side."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from serve.commands.printing import show

from ..exchange import Reply
from ..runs.journal import Journal
from ..runs.run import run_task
from ..targets.target import Target
from ..task import AnyCase, Making
from ..tasks.provision_retrieval import PROVISION_RETRIEVAL
from .machine import machine_line


@dataclass(frozen=True)
class Took:
    seconds: float
    cpu_seconds: float
    """Of this process: what others on the machine take does not count."""


_STRETCH = 50
"""Questions asked in one way before the other way has its turn with the same."""


def bench_harness(target: Target, *, at_once: int, rounds: int) -> int:
    """Exit code 1 when the overhead is 5 % or more."""
    cases = PROVISION_RETRIEVAL.cases(Making(0, Path()))
    _loop(target, cases[:20], at_once)
    plain: list[Took] = []
    run: list[Took] = []
    stretches = [cases[n : n + _STRETCH] for n in range(0, len(cases), _STRETCH)] * rounds
    for turn, stretch in enumerate(stretches):
        # The order changes each time: whoever goes second finds a warmer machine.
        ways = [(plain, _loop), (run, _run)]
        for took, ask in ways if turn % 2 else reversed(ways):
            took.append(_timed(partial(ask, target, stretch, at_once)))
    overhead = _ratio([t.seconds for t in run], [t.seconds for t in plain])
    on_cpu = _ratio([t.cpu_seconds for t in run], [t.cpu_seconds for t in plain])
    show(machine_line())
    show(f"{len(cases)} 问 {rounds} 遍，同时 {at_once} 问，每 {_STRETCH} 问交替，共 {len(stretches)} 对")
    show(f"直接循环调用：{_shown(plain)}")
    show(f"评测框架　　：{_shown(run)}")
    show(f"框架开销：用时 {overhead:+.1%}，处理器时间 {on_cpu:+.1%}（各对之比的中位）；要求用时低于 5%")
    return int(overhead >= 0.05)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return median([a / b for a, b in zip(ours, theirs, strict=True)]) - 1


def _shown(took: Sequence[Took]) -> str:
    return f"共 {sum(t.seconds for t in took):.1f} 秒，处理器 {sum(t.cpu_seconds for t in took):.1f} 秒"


def _loop(target: Target, cases: Sequence[AnyCase], at_once: int) -> list[Reply]:
    if at_once == 1:
        return [target.reply(case.asked) for case in cases]
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(lambda case: target.reply(case.asked), cases))


def _run(target: Target, cases: Sequence[AnyCase], at_once: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "samples.jsonl")
        run_task(
            PROVISION_RETRIEVAL,
            cases,
            target,
            journal,
            at_once=at_once,
            patience_s=60,
            progress=lambda *_: None,
            earlier={},
        )
        journal.close()


def _timed(work: Callable[[], object]) -> Took:
    started, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - started, time.process_time() - cpu)
