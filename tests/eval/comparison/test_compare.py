"""Two runs beside each other: paired, named case by case, refused where they cannot be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from finished_run import ROWS, always_right, exam_task, finished, half_right

from eval.commands.compare import WORSE
from eval.comparison.compare import compare
from eval.evalscope.reviews import write_results
from eval.runs.folder import RunFolder
from eval.task import AnyTask
from serve.commands.running import run_command
from tools import ToolError


@pytest.fixture
def exam(tmp_path: Path) -> AnyTask:
    return exam_task(tmp_path)


def test_what_got_worse_is_named_case_by_case(exam: AnyTask, tmp_path: Path) -> None:
    made = compare(
        finished(exam, tmp_path / "a", always_right), finished(exam, tmp_path / "b", half_right), test="bootstrap"
    )
    (change,) = made.changes
    assert (change.before, change.after, change.mean) == (1.0, 0.75, pytest.approx(-0.25))
    assert [one.id for one in change.worse] == [str(n) for n in range(0, ROWS, 4)]
    assert change.better == ()
    assert "不知道" in change.worse[0].why
    assert change.significantly_worse(0.0)
    assert not change.significantly_worse(0.3)


@pytest.mark.parametrize("test", ["bootstrap", "mcnemar"])
def test_the_exit_code_gates_a_release(exam: AnyTask, tmp_path: Path, test: str) -> None:
    good, poor = finished(exam, tmp_path / "a", always_right), finished(exam, tmp_path / "b", half_right)
    for pair, code in (((good, poor), WORSE), ((poor, good), 0), ((good, good), 0)):
        arguments = [*map(str, pair), "--test", test]
        assert run_command("eval.commands.compare", arguments, prog="compare", description="") == code


def test_another_version_is_not_compared(exam: AnyTask, tmp_path: Path) -> None:
    first = finished(exam, tmp_path / "a", always_right)
    second = finished(replace(exam, version=exam.version + 1), tmp_path / "b", always_right)
    with pytest.raises(ToolError, match="第 2 版，一次是第 3 版"):
        compare(first, second, test="bootstrap")


def test_questions_that_changed_are_left_out_and_counted(exam: AnyTask, tmp_path: Path) -> None:
    first = finished(exam, tmp_path / "a", always_right)
    file = Path(exam.name.partition(":")[2])
    file.write_text(file.read_text(encoding="utf-8").replace("第3题,对", "第3题,不对"), encoding="utf-8")
    made = compare(first, finished(exam, tmp_path / "b", always_right), test="bootstrap")
    assert made.changes[0].n == ROWS - 1
    assert "1 例两次问的不同" in made.left_out[0]


def test_nothing_in_common_is_said(exam: AnyTask, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="没有评测结果"):
        compare(finished(exam, tmp_path / "a", always_right), tmp_path / "nowhere", test="bootstrap")


def test_results_travel_through_evalscope_and_compare_the_same(exam: AnyTask, tmp_path: Path) -> None:
    runs = [finished(exam, tmp_path / name, answer) for name, answer in (("a", always_right), ("b", half_right))]
    for path in runs:
        write_results(path / "scope", "qwen/7b", "exam", RunFolder.open(path).samples(exam.name))
    ours = compare(*runs, test="bootstrap").changes[0]
    theirs = compare(*(path / "scope" for path in runs), test="bootstrap").changes[0]
    assert (ours.before, ours.after, ours.low, ours.high) == (theirs.before, theirs.after, theirs.low, theirs.high)
    assert [one.id for one in ours.worse] == [one.id for one in theirs.worse]


def test_a_line_of_evalscope_that_is_broken_is_named(exam: AnyTask, tmp_path: Path) -> None:
    path = finished(exam, tmp_path / "a", always_right)
    write_results(path / "scope", "m", "exam", RunFolder.open(path).samples(exam.name))
    (reviews,) = (path / "scope").glob("reviews/*/*.jsonl")
    first, *rest = reviews.read_text(encoding="utf-8").splitlines()
    row = json.loads(first)
    del row["sample_score"]
    reviews.write_text("\n".join([*rest, json.dumps(row)]), encoding="utf-8")
    with pytest.raises(ToolError, match=f"第 {ROWS} 行不是 EvalScope 的评分"):
        compare(path / "scope", path, test="bootstrap")
