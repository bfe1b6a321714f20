"""A target that hangs, raises, answers garbage or is gone: counted, said, and the others go on."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from small_task import Answering, doubling

from eval.exchange import Asked, Reply
from eval.runs.crew import Crew
from eval.runs.sample import Sample
from eval.targets.target import TargetFailed
from eval.task import Making
from knowledge.errors import StoreUnavailable


def asked_of(
    target: Answering, tmp_path: Path, *, count: int = 12, patience: float = 5, at_once: int = 3
) -> list[Sample]:
    task = doubling(count)
    return list(Crew(task, target, at_once=at_once, patience_s=patience).samples(task.cases(Making(0, tmp_path))))


def test_every_case_is_asked_once(right: Answering, tmp_path: Path) -> None:
    samples = asked_of(right, tmp_path)
    assert sorted(right.asked, key=int) == [str(n) for n in range(12)]
    assert {s.scores["equals"].value for s in samples} == {1.0}


def test_a_target_that_hangs_is_given_up_and_the_others_go_on(tmp_path: Path) -> None:
    let_go = threading.Event()

    class Hanging(Answering):
        def reply(self, asked: Asked) -> Reply:
            reply = super().reply(asked)
            if reply.text == "6":
                let_go.wait(20)
            return reply

    started = time.monotonic()
    samples = asked_of(Hanging(lambda text: str(2 * int(text))), tmp_path, patience=0.5)
    assert time.monotonic() - started < 5
    let_go.set()
    (lost,) = [s for s in samples if s.state == "failed"]
    assert (lost.id, lost.fault, lost.scores["equals"].value) == ("d3", "0.5 秒内没有应答", 0)
    assert len(samples) == 12


def test_what_a_target_raises_is_its_failure(tmp_path: Path) -> None:
    def answer(text: str) -> str:
        if text == "1":
            raise TargetFailed("连接中断")
        if text == "2":
            raise KeyError("choices")
        return str(2 * int(text))

    states = {s.id: (s.state, s.fault) for s in asked_of(Answering(answer), tmp_path)}
    assert states["d1"] == ("failed", "连接中断")
    assert states["d2"] == ("failed", "KeyError：'choices'")
    assert [state for state, _ in states.values()].count("answered") == 10


def test_garbage_is_unparsed_and_wrong(tmp_path: Path) -> None:
    samples = asked_of(Answering(lambda _: "¿?"), tmp_path)
    assert {(s.state, s.scores["equals"].value) for s in samples} == {("unparsed", 0.0)}
    assert samples[0].reply is not None
    assert samples[0].reply.text == "¿?"


def test_a_target_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    def answer(_: str) -> str:
        raise TargetFailed("连不上")

    target = Answering(answer)
    with pytest.raises(StoreUnavailable, match=r"连续20例没有应答.*连不上"):
        asked_of(target, tmp_path, count=400)
    assert len(target.asked) < 60


def test_a_fault_of_a_scorer_is_ours_and_surfaces(right: Answering, tmp_path: Path) -> None:
    task = doubling(3)

    def broken(*_: object) -> int:
        raise ZeroDivisionError

    crew = Crew(type(task)(**{**task.__dict__, "read": broken}), right, at_once=1, patience_s=5)
    with pytest.raises(ZeroDivisionError):
        list(crew.samples(task.cases(Making(0, tmp_path))))


def test_as_many_are_asked_at_once_as_wished(tmp_path: Path) -> None:
    together = threading.Barrier(4, timeout=5)

    def answer(text: str) -> str:
        together.wait()
        return str(2 * int(text))

    assert len(asked_of(Answering(answer), tmp_path, at_once=4)) == 12
