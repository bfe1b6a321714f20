"""Published figures come from runs alone, and the README says what the kept files say."""

from __future__ import annotations

from pathlib import Path

import pytest
from finished_run import always_right, exam_task, finished, half_right

from eval.report.published import BEGIN, END, README, publish, read_columns, table, with_table
from eval.runs.figures import figures_of
from eval.runs.folder import RunFolder
from eval.runs.provenance import provenance
from tools import ToolError

COMMITTED = provenance().model_copy(update={"commit": "a" * 40, "changed": False})


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    return path


def test_the_readme_says_what_the_kept_results_say() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text, table(read_columns())), "write it anew: ./guiyan eval report --publish"


def test_columns_stand_beside_each_other_and_replace_themselves(tmp_path: Path, readme: Path) -> None:
    task = exam_task(tmp_path)
    for column, answer in (("none", half_right), ("base", always_right), ("none", half_right)):
        path = finished(task, tmp_path / f"{column}{len(list(tmp_path.iterdir()))}", answer, origin=COMMITTED)
        publish(column, [figures_of(RunFolder.open(path))], tmp_path / "results", readme)
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    (row,) = [line for line in text.splitlines() if line.startswith("| 选择题")]
    assert "0.750" in row.split("|")[3]
    assert "1.000" in row.split("|")[4]
    assert "aaaaaaaaaa" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"limit": 5}, "只抽了 5 题"),
        ({"origin": COMMITTED.model_copy(update={"changed": True})}, "不是一次提交"),
        ({"origin": COMMITTED.model_copy(update={"commit": None})}, "不是一次提交"),
    ],
)
def test_what_cannot_be_stood_by_is_not_published(
    tmp_path: Path, readme: Path, changes: dict[str, object], said: str
) -> None:
    given = {"origin": COMMITTED, **changes}
    path = finished(exam_task(tmp_path), tmp_path / "a", always_right, **given)  # type: ignore[arg-type]
    with pytest.raises(ToolError, match=said):
        publish("none", [figures_of(RunFolder.open(path))], tmp_path / "results", readme)
    assert "old" in readme.read_text(encoding="utf-8")


def test_an_unknown_column_lists_the_known_ones(tmp_path: Path, readme: Path) -> None:
    with pytest.raises(ToolError, match="none、base、tuned"):
        publish("best", [], tmp_path, readme)


def test_a_readme_without_a_place_for_results_is_said() -> None:
    with pytest.raises(ToolError, match="没有放结果的地方"):
        with_table("nothing", "| a |")
