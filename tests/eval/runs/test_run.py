"""A run goes on where it was killed; earlier replies are judged again without asking."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from small_task import Answering, doubling

from eval.runs.journal import Journal, read_samples
from eval.runs.run import drawn, run_task
from eval.runs.sample import Sample
from eval.task import Making

COMMAND = [sys.executable, str(Path(__file__).with_name("killed_run.py"))]
PLACES = [str(Path(__file__).resolve().parents[3]), str(Path(__file__).resolve().parents[1])]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(PLACES)}


def run(target: Answering, folder: Path, *, earlier: dict[str, Sample] | None = None, count: int = 12) -> list[Sample]:
    task = doubling(count)
    journal = Journal(folder / "doubling.jsonl")
    try:
        return run_task(
            task,
            task.cases(Making(0, folder)),
            target,
            journal,
            at_once=2,
            patience_s=5,
            progress=lambda *_: None,
            earlier=earlier or {},
        )
    finally:
        journal.close()


def test_a_killed_run_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    for _ in range(2):
        killed = subprocess.Popen([*COMMAND, str(tmp_path)], stdout=subprocess.PIPE, env=ENVIRONMENT)
        assert killed.stdout is not None
        killed.stdout.readline()
        time.sleep(0.4)
        killed.kill()
        killed.wait()
        killed.stdout.close()
    before = read_samples(tmp_path / "doubling.jsonl")
    assert 0 < len(before) < 200
    ended = subprocess.run([*COMMAND, str(tmp_path)], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert ended.stdout.split() == [str(len(before)), "200"]
    after = read_samples(tmp_path / "doubling.jsonl")
    assert after[: len(before)] == before
    assert len({sample.id for sample in after}) == len(after) == 200


def test_samples_come_in_the_order_of_the_cases(right: Answering, tmp_path: Path) -> None:
    assert [sample.id for sample in run(right, tmp_path)] == [f"d{n}" for n in range(12)]


def test_replies_of_an_earlier_run_are_judged_again(right: Answering, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first = run(right, tmp_path / "a")
    again = Answering(lambda _: "0")
    second = run(again, tmp_path / "b", earlier={sample.key: sample for sample in first})
    assert again.asked == []
    assert all(sample.reused for sample in second)
    assert [s.scores for s in second] == [s.scores for s in first]


def test_the_same_seed_draws_the_same_cases(tmp_path: Path) -> None:
    cases = doubling(50).cases(Making(0, tmp_path))
    assert drawn(cases, 10, 7) == drawn(cases, 10, 7)
    assert drawn(cases, 10, 7) != drawn(cases, 10, 8)
    assert drawn(cases, None, 7) == list(cases) == drawn(cases, 99, 7)
