"""Runs as they are typed: a folder with everything, going on after a break, and every refusal in one sentence."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from eval.__main__ import main
from eval.runs.folder import FILES, RUN, SUMMARY

sys.path.insert(0, str(Path(__file__).parents[1] / "targets"))
from scripted_endpoint import returns, says, serving

TRAPS = "crs_traps"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GUIYAN_EVALUATION__FOLDER", str(tmp_path / "eval"))
    monkeypatch.setenv("GUIYAN_EVALUATION__API_KEY", "top-secret")
    monkeypatch.setenv("GUIYAN_STATE_FOLDER", str(tmp_path / "state"))
    return tmp_path


@pytest.fixture
def exam(tmp_path: Path) -> Path:
    path = tmp_path / "exam.csv"
    lines = "".join(f"{n},第{n}题,对,错,A\n" for n in range(60))
    path.write_text("id,question,A,B,answer\n" + lines, encoding="utf-8")
    return path


def summary_of(path: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((path / SUMMARY).read_text(encoding="utf-8"))
    return plain


def test_a_run_leaves_a_folder_with_everything(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", TRAPS, "--against", "tool:read_site_file", "--limit", "20", "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    (path,) = (folder / "eval" / "runs").iterdir()
    run = json.loads((path / RUN).read_text(encoding="utf-8"))
    assert run["target"] == "tool:read_site_file"
    assert run["identity"]["code"]
    assert {"commit", "python", "packages"} <= run["provenance"].keys()
    assert run["settings"]["evaluation"]["api_key"] == "**********"
    assert "top-secret" not in (path / RUN).read_text(encoding="utf-8")
    samples = [json.loads(line) for line in (path / f"{TRAPS}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(samples) == 20
    assert {"asked", "reply", "parsed", "scores", "milliseconds"} <= samples[0].keys()
    assert (path / FILES / TRAPS / "workspace").is_dir()
    assert summary_of(path) == printed
    assert (printed["complete"], printed["run"]["settings"]) == (True, None)


def test_a_broken_off_run_goes_on_and_comes_to_the_same(folder: Path) -> None:
    path = folder / "run"
    assert main(["run", TRAPS, "--against", "tool:read_site_file", "--limit", "20", "--out", str(path)]) == 0
    whole = summary_of(path)
    lines = (path / f"{TRAPS}.jsonl").read_bytes().splitlines(keepends=True)
    (path / f"{TRAPS}.jsonl").write_bytes(b"".join(lines[:9]) + lines[9][:40])
    (path / SUMMARY).unlink()
    assert main(["run", "--resume", str(path)]) == 0
    assert (path / f"{TRAPS}.jsonl").read_bytes().splitlines(keepends=True)[:9] == lines[:9]
    again = summary_of(path)
    assert [(s["name"], s["n"], s["mean"]) for s in again["tasks"][0]["scores"]] == [
        (s["name"], s["n"], s["mean"]) for s in whole["tasks"][0]["scores"]
    ]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("tasks", 0, "version"), 99, "的版本或题目和开始时不同了"),
        (("tasks", 0, "digest"), "other", "的版本或题目和开始时不同了"),
        (("identity", "model"), "other", "评测对象和开始时不同了（model：other → m）"),
    ],
)
def test_what_has_changed_is_not_gone_on_with(
    place: tuple[Any, ...], value: object, said: str, folder: Path, exam: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "run"
    with serving() as scripted:
        scripted.acts = [says("A")]
        assert main(["mcq", str(exam), "--against", f"endpoint:{scripted.url}#m", "--out", str(path)]) == 0
        run = json.loads((path / RUN).read_text(encoding="utf-8"))
        changed = run
        for step in place[:-1]:
            changed = changed[step]
        changed[place[-1]] = value
        (path / RUN).write_text(json.dumps(run), encoding="utf-8")
        assert main(["run", "--resume", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_an_endpoint_that_is_gone_stops_the_run_and_it_goes_on_later(
    folder: Path, exam: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "run"
    with serving() as scripted:
        scripted.acts = [*[says("A")] * 10, returns(401, '{"error": {"message": "key expired"}}')]
        arguments = ["mcq", str(exam), "--against", f"endpoint:{scripted.url}#m", "--out", str(path), "--at-once", "1"]
        assert main(arguments) == 3
        told = capsys.readouterr().err
        assert "连续20例没有应答" in told
        assert "key expired" in told
        assert f"--resume {path}" in told
        scripted.acts = [says("A")]
        assert main(["run", "--resume", str(path), "--retry-failed"]) == 0
        asked = len(scripted.asked)
    (task,) = summary_of(path)["tasks"]
    assert (task["asked"], task["failed"], task["scores"][0]["mean"]) == (60, 0, 1.0)
    assert asked == 60 + 20, "what was answered was not asked again"
    assert scripted.keys[0] == "Bearer top-secret"


def test_replies_are_used_again_only_when_wished(exam: Path) -> None:
    with serving() as scripted:
        scripted.acts = [says("A")]
        arguments = ["mcq", str(exam), "--against", f"endpoint:{scripted.url}#m"]
        for more, asked in (([], 60), (["--cache"], 60), ([], 120), (["--cache", "--max-tokens", "9"], 180)):
            assert main([*arguments, *more]) == 0
            assert len(scripted.asked) == asked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run"], "要么写 --against 对象，要么写 --resume 文件夹"),
        (["run", "--against", "nobody"], "不认识的评测对象"),
        (["run", "crs_trap", "--against", "tool:read_site_file"], "相近的有：crs_traps"),
        (["run", "safety", "--against", "tool:read_site_file"], "不在它要评的范围"),
        (["run", TRAPS, "--against", "tool:read_site_file", "--limit", "0"], "--limit 不得小于 1"),
        (["run", "--resume", "nowhere"], "不是一次评测的文件夹"),
        (["run", "--resume", "nowhere", "--limit", "3"], "不能再写任务"),
        (["mcq", "nowhere.csv", "--against", "tool:read_site_file"], "nowhere.csv 读不出来"),
        (["compare", "nowhere", "elsewhere"], "没有评测结果"),
        (["crosswalks"], "相近的有：crosswalk"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "Traceback" not in told
    assert not list(folder.glob("eval/runs/*")), "nothing half made is left"


def test_a_folder_that_is_there_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("keep me", encoding="utf-8")
    arguments = ["run", TRAPS, "--against", "tool:read_site_file", "--out", str(folder / "mine")]
    assert main(arguments) == 2
    assert "已经有了" in capsys.readouterr().err
    assert (folder / "mine" / "notes.txt").exists()


def test_the_tasks_are_listed_with_what_they_let_us_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    counts = {task["name"]: task["cases"] for task in listed["tasks"]}
    assert counts["exact_reference"] == 1000
    assert counts["tool_choice"] == 400
    assert counts["compliance_verdicts"] == 500
    assert counts[TRAPS] >= 60
    assert all(task["claim"] and task["missing"] is None for task in listed["tasks"])
