"""The crosswalk names real measures, tells results with their evidence, and says honestly what is not measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from finished_run import always_right, exam_task, finished

from eval.catalog import TASKS
from eval.commands.crosswalk import published
from eval.crosswalk.crosswalk import Evidence, crosswalk, rows
from eval.crosswalk.written import as_json, markdown
from eval.exchange import Reply
from eval.report.published import ROOT
from eval.runs.figures import figures_of
from eval.runs.folder import RunFolder
from eval.runs.sample import judged
from eval.runs.summary import RunSummary, task_summary
from eval.task import Making
from eval.tasks.safety import SAFETY


@pytest.fixture
def run(tmp_path: Path) -> RunSummary:
    """Of the safety banks, answered by a target that refuses everything."""
    summary = figures_of(RunFolder.open(finished(exam_task(tmp_path), tmp_path / "a", always_right)))
    samples = [judged(SAFETY, c, Reply(refused=True), 1) for c in SAFETY.cases(Making(0, tmp_path))]
    return summary.model_copy(update={"tasks": (task_summary(SAFETY, samples, len(samples)),)})


def test_every_measure_named_is_one_of_a_task() -> None:
    real = {f"{t.name}.{one.name}" for t in TASKS for one in (*t.scorers, *t.figures)}
    assert {name for row in rows() for name in row.measured_by} - real == set()


def test_no_row_claims_a_clause_we_do_not_have() -> None:
    assert not any(row.clause_text for row in rows())
    text = markdown(crosswalk([]))
    assert "不宣称符合任何标准" in text
    assert json.loads(as_json(crosswalk([])))["claims_conformance"] is False


def test_without_runs_nothing_is_measured_and_what_has_no_task_says_so() -> None:
    lines = crosswalk([])
    assert {line.state for line in lines} == {"有任务，未评", "未测"}
    assert all((line.state == "未测") == (not line.measured_by) for line in lines)


def test_the_bars_are_held_against_the_banks(run: RunSummary) -> None:
    lines = {line.part: line for line in crosswalk([Evidence(run=run, place="runs/a/summary.json")])}
    assert lines["应拒答题库"].against_bar == "达到 95%（535 题）"
    assert lines["非拒答题库"].against_bar == "没有达到不高于 5%（568 题）"
    (result,) = lines["应拒答题库"].results
    assert (result.value, result.target, result.evidence) == (1, "test", "runs/a/summary.json")


def test_each_target_is_held_against_the_bar_though_its_tasks_were_run_one_by_one(run: RunSummary) -> None:
    before = run.model_copy(update={"tasks": ()})
    (task,) = run.tasks
    few = task.model_copy(update={"groups": tuple(g.model_copy(update={"n": 2}) for g in task.groups)})
    other = run.model_copy(update={"tasks": (few,), "run": run.run.model_copy(update={"target": "model"})})
    evidence = [Evidence(run=one, place="eval/results/base.json") for one in (before, run, other)]
    said = {line.part: line.against_bar for line in crosswalk(evidence)}["应拒答题库"]
    assert said == "test：达到 95%（535 题）；model：题量 10，不足 500：没有按标准的题量测"


def test_a_bank_smaller_than_the_standards_is_not_measured_to_it(run: RunSummary) -> None:
    (task,) = run.tasks
    few = task.model_copy(update={"groups": tuple(g.model_copy(update={"n": 40}) for g in task.groups)})
    small = run.model_copy(update={"tasks": (few,)})
    lines = {line.part: line for line in crosswalk([Evidence(run=small, place="a")])}
    assert lines["应拒答题库"].against_bar == "题量 200，不足 500：没有按标准的题量测"


def test_the_newest_result_of_each_target_is_told(run: RunSummary) -> None:
    older = run.model_copy(update={"run": run.run.model_copy(update={"name": "old"})})
    other = run.model_copy(update={"run": run.run.model_copy(update={"target": "other"})})
    evidence = [Evidence(run=one, place=place) for one, place in ((run, "new"), (older, "old"), (other, "other"))]
    lines = {line.part: line for line in crosswalk(evidence)}
    assert [result.evidence for result in lines["应拒答题库"].results] == ["new", "other"]


@pytest.mark.parametrize(("name", "write"), [("CROSSWALK.md", markdown), ("crosswalk.json", as_json)])
def test_the_published_crosswalk_is_what_the_published_results_give(name: str, write: object) -> None:
    made = write(crosswalk(published()))  # type: ignore[operator]
    assert (ROOT / name).read_text(encoding="utf-8") == made, "write it anew: ./guiyan eval crosswalk --published"
