"""Letters read out of what models write, and a whole file asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_task import Answering

from eval.runs.crew import Crew
from eval.task import Making, Unparsed
from eval.tasks.multiple_choice import letters_in, multiple_choice
from tools import ToolError

DEVELOPMENT = Path(__file__).resolve().parents[4] / "shared" / "data" / "exams" / "ceval_planner_dev.csv"


@pytest.mark.parametrize(
    ("said", "letters"),
    [
        ("C", "C"),
        ("（B）", "B"),
        ("B.", "B"),
        ("答案：A", "A"),
        ("正确答案是 **D**。", "D"),
        ("A项不对，B项也不对，故选C。", "C"),
        ("ABD", "ABD"),
        ("A、C、D", "ACD"),
        ("选择A和C", "AC"),
        ('{"answer": "B"}', "B"),
        ('{"answer": ["A", "D"]}', "AD"),
        ("应当选Ｂ", "B"),
        ("根据土地管理法，应由国务院批准。答案：B", "B"),
        ("我认为是C", "C"),
    ],
)
def test_the_letters_an_answer_settles_on(said: str, letters: str) -> None:
    assert "".join(letters_in(said, "ABCD")) == letters


@pytest.mark.parametrize("said", ["", "不知道", "应由国务院批准", "E", "A4纸张上的比例尺是多少", "GB/T 45288"])
def test_an_answer_that_settles_on_none_is_unparsed(said: str) -> None:
    with pytest.raises(Unparsed):
        letters_in(said, "ABCD")


def test_where_several_may_be_right_every_set_of_letters_is_a_choice(tmp_path: Path) -> None:
    path = tmp_path / "exam.csv"
    path.write_text("id,question,A,B,C,answer\n1,哪些,甲,乙,丙,AC\n2,哪个,甲,乙,丙,B\n", encoding="utf-8")
    for case in multiple_choice(path).cases(Making(0, tmp_path)):
        assert case.asked.choices == ("A", "B", "C", "AB", "AC", "BC", "ABC")


def test_a_file_is_asked_and_scored(tmp_path: Path) -> None:
    path = tmp_path / "exam.csv"
    path.write_text("id,question,A,B,answer\n1,一加一,2,3,A\n2,一加二,2,3,B\n3,二加二,4,5,A\n", encoding="utf-8")
    task = multiple_choice(path)
    cases = task.cases(Making(0, tmp_path))
    assert cases[0].asked.text == "一加一\nA. 2\nB. 3"
    target = Answering(lambda text: "A" if text.startswith("一加") else "想不出来")
    samples = list(Crew(task, target, at_once=1, patience_s=5).samples(cases))
    assert {s.id: (s.state, s.scores["accuracy"].value) for s in samples} == {
        "1": ("answered", 1.0),
        "2": ("answered", 0.0),
        "3": ("unparsed", 0.0),
    }


def test_all_right_letters_and_no_other_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "exam.jsonl"
    path.write_text('{"question": "哪些", "A": "1", "B": "2", "C": "3", "answer": ["A", "B"]}\n', encoding="utf-8")
    task = multiple_choice(path)
    (case,) = task.cases(Making(0, tmp_path))
    assert [task.scorers[0].judge(case, said).value for said in (("A", "B"), ("A",), ("A", "B", "C"))] == [1, 0, 0]
    assert "多项" in case.asked.form


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="读不出来"):
        multiple_choice(tmp_path / "none.csv").cases(Making(0, tmp_path))


def test_the_development_file_can_be_asked(tmp_path: Path) -> None:
    if not DEVELOPMENT.exists():
        pytest.skip(f"the development questions are not here: {DEVELOPMENT.name}")
    cases = multiple_choice(DEVELOPMENT).cases(Making(0, tmp_path))
    assert len(cases) == 5
    assert {letter for case in cases for letter in case.expected} <= set("ABCD")
