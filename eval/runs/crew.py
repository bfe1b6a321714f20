"""Workers that ask a target: what hangs is given up and counted, what fails is counted, the others go on."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator, Sequence

from knowledge.errors import StoreUnavailable
from tools import ToolError

from ..bench.machine import resident_megabytes
from ..targets.target import Target, TargetFailed
from ..task import AnyCase, AnyTask
from .sample import Sample, failed, judged

_TICK = 0.2
_IN_A_ROW = 20
"""So many failures one after the other are no matter of the cases."""


class Crew:
    """Asks every case once, `at_once` side by side; a reply later than `patience_s` is none."""

    def __init__(self, task: AnyTask, target: Target, *, at_once: int, patience_s: float) -> None:
        self._task = task
        self._target = target
        self._at_once = at_once
        self._patience_s = patience_s
        self._todo: queue.SimpleQueue[AnyCase] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Sample | BaseException] = queue.SimpleQueue()
        self._under_way: dict[int, tuple[AnyCase, float]] = {}
        self._lock = threading.Lock()
        self._hired = 0
        self._failed_in_a_row = 0
        self._gone = False
        self._looked = 0.0

    def samples(self, cases: Sequence[AnyCase]) -> Iterator[Sample]:
        """As they come. StoreUnavailable once the target seems gone; closing the iterator stops the asking."""
        for case in cases:
            self._todo.put(case)
        for _ in range(min(self._at_once, len(cases))):
            self._hire()
        left = len(cases)
        try:
            while left:
                for sample in self._arrived():
                    left -= 1
                    yield sample
                    if left and self._gone:
                        raise StoreUnavailable(f"评测对象连续{_IN_A_ROW}例没有应答，已停下；最近一例：{sample.fault}")
        finally:
            self._dismiss()

    def _arrived(self) -> Iterator[Sample]:
        yield from self._given_up()
        try:
            came = self._done.get(timeout=_TICK)
        except queue.Empty:
            return
        if isinstance(came, BaseException):
            raise came
        yield came

    def _given_up(self) -> Iterator[Sample]:
        """The worker of an overdue case is left behind and another takes its place."""
        now = time.perf_counter()
        if now - self._looked < _TICK:
            return
        self._looked = now
        with self._lock:
            overdue = [(n, case) for n, (case, since) in self._under_way.items() if now - since > self._patience_s]
            for number, _ in overdue:
                del self._under_way[number]
            if overdue:
                self._count(failed=len(overdue))
        for _, case in overdue:
            self._hire()
            why = f"{self._patience_s:g} 秒内没有应答"
            yield failed(self._task, case, why, self._patience_s * 1000)

    def _count(self, *, failed: int) -> None:
        """Under the lock. So many failures in a row, and nothing more is asked."""
        self._failed_in_a_row = self._failed_in_a_row + failed if failed else 0
        if self._failed_in_a_row >= _IN_A_ROW:
            self._gone = True
            self._dismiss()

    def _hire(self) -> None:
        self._hired += 1
        threading.Thread(target=self._work, args=(self._hired,), name=f"eval-{self._hired}", daemon=True).start()

    def _dismiss(self) -> None:
        while not self._todo.empty():
            try:
                self._todo.get_nowait()
            except queue.Empty:
                return

    def _work(self, number: int) -> None:
        while True:
            try:
                case = self._todo.get_nowait()
            except queue.Empty:
                return
            with self._lock:
                self._under_way[number] = (case, time.perf_counter())
            came = self._ask(case)
            with self._lock:
                if self._under_way.pop(number, None) is None:
                    return
                self._count(failed=isinstance(came, Sample) and came.state == "failed")
            self._done.put(came)

    def _ask(self, case: AnyCase) -> Sample | BaseException:
        started = time.perf_counter()
        try:
            reply = self._target.reply(case.asked)
        except (TargetFailed, ToolError, StoreUnavailable) as error:
            return failed(self._task, case, str(error), _since(started))
        except Exception as error:  # noqa: BLE001 - whatever a target raises is this case's failure; the others go on
            return failed(self._task, case, f"{type(error).__name__}：{error}", _since(started))
        took = _since(started)
        try:
            sample = judged(self._task, case, reply, took)
        except Exception as error:  # noqa: BLE001 - a fault of ours, raised again where the samples are taken
            return error
        elsewhere = self._target.identity.endpoint is not None
        return sample if elsewhere else sample.model_copy(update={"memory_mb": resident_megabytes()})


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
