"""The page holds all it needs and shows text as text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from finished_run import ROWS, always_right, exam_task, finished, half_right

from eval.commands.report import declare, run
from eval.report.page import page
from eval.runs.figures import figures_of
from eval.runs.folder import SUMMARY, RunFolder
from serve.commands.arguments import Parser
from serve.evaluation_settings import EvaluationSettings
from serve.settings import Settings
from tools import ToolError

EVIL = "</script><script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"


@pytest.fixture
def two_runs(tmp_path: Path) -> list[RunFolder]:
    task = exam_task(tmp_path)
    paths = [finished(task, tmp_path / "a", always_right), finished(task, tmp_path / "b", half_right)]
    return [RunFolder.open(path) for path in paths]


def made(folders: list[RunFolder]) -> str:
    return page(folders, [figures_of(folder) for folder in folders])


def data_of(text: str) -> dict[str, Any]:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert match
    plain: dict[str, Any] = json.loads(match[1])
    return plain


def test_nothing_is_fetched_from_anywhere(two_runs: list[RunFolder]) -> None:
    text = made(two_runs)
    assert "default-src 'none'" in text
    assert re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:|//|file:)|url\(|@import", text) == []


def test_figures_and_every_sample_stand_on_it(two_runs: list[RunFolder]) -> None:
    text = made(two_runs)
    assert "0.750" in text
    assert "读不出" in text
    data = data_of(text)
    assert len(data["samples"]) == 2 * ROWS
    assert {sample["state"] for sample in data["samples"]} == {"answered", "unparsed"}


def test_what_a_target_says_stays_text(tmp_path: Path) -> None:
    folder = RunFolder.open(finished(exam_task(tmp_path), tmp_path / "a", lambda _: EVIL))
    text = made([folder])
    assert EVIL not in text
    assert data_of(text)["samples"][0]["said"] == EVIL


def test_a_run_that_was_broken_off_is_reported_from_its_samples(two_runs: list[RunFolder]) -> None:
    path = two_runs[0].path
    (path / SUMMARY).unlink()
    samples = next(path.glob("*.jsonl"))
    samples.write_bytes(b"".join(samples.read_bytes().splitlines(keepends=True)[:10]))
    summary = figures_of(two_runs[0])
    assert (summary.complete, summary.tasks[0].asked, summary.tasks[0].cases) == (False, 10, ROWS)
    assert "没有评完" in made(two_runs[:1])


def test_the_command_writes_the_page_and_evalscopes_files(tmp_path: Path, two_runs: list[RunFolder]) -> None:
    parser = Parser()
    declare(parser)
    arguments = [str(two_runs[0].path), f"--out={tmp_path / 'r.html'}", f"--evalscope={tmp_path / 'scope'}"]
    settings = Settings(evaluation=EvaluationSettings(folder=tmp_path))
    assert run(parser.parse_args(arguments), settings) == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len(list((tmp_path / "scope").glob("*/*/*.jsonl"))) == 2


def test_nothing_to_report_is_said(tmp_path: Path) -> None:
    parser = Parser()
    declare(parser)
    with pytest.raises(ToolError, match="还没有评过"):
        run(parser.parse_args([]), Settings(evaluation=EvaluationSettings(folder=tmp_path)))


@pytest.mark.browser
def test_samples_are_browsed_in_a_real_browser_wide_and_narrow(
    tmp_path: Path, two_runs: list[RunFolder], browser: Any
) -> None:
    evil = RunFolder.open(finished(exam_task(tmp_path), tmp_path / "evil", lambda _: EVIL))
    (tmp_path / "r.html").write_text(made([*two_runs, evil]), encoding="utf-8")
    for width in (1200, 390):
        shown = browser.new_page(viewport={"width": width, "height": 800})
        faults: list[str] = []
        shown.on("pageerror", lambda error, faults=faults: faults.append(str(error)))
        shown.goto((tmp_path / "r.html").as_uri())
        assert shown.inner_text("#found") == "0 例"
        shown.select_option("select[name=run]", "1")
        assert shown.inner_text("#found") == "10 例"
        shown.fill("input[name=words]", "第8题")
        assert shown.inner_text("#found") == "1 例"
        shown.locator("#list summary").click()
        assert "不知道" in shown.inner_text("#list dl")
        shown.fill("input[name=words]", "")
        shown.select_option("select[name=run]", "2")
        shown.locator("#list summary").first.click()
        assert EVIL in shown.inner_text("#list dl")
        assert "taken" not in shown.title()
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == []
        shown.close()
