"""EvalScope's three shapes, as its own example files have them, and lines that are broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_task import doubling

from eval.evalscope.datasets import FcRow, McqRow, QaRow, read_rows, write_cases
from eval.exchange import OfferedTool, Question, Reply, ToolCall, Turn, question
from eval.runs.sample import judged
from eval.task import Making
from tools import ToolError


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_question_stands_as_query_question_or_messages(tmp_path: Path) -> None:
    path = written(
        tmp_path / "qa.jsonl",
        {"system": "你是规划师", "query": "什么是绿线？", "response": "绿地的界线"},
        {"question": "什么是蓝线？", "answer": "水面的界线"},
        {"messages": [{"role": "user", "content": "什么是紫线？"}], "response": "历史街区的界线"},
    )
    rows = read_rows(path, QaRow)
    assert [row.messages[-1].content for row in rows] == ["什么是绿线？", "什么是蓝线？", "什么是紫线？"]
    assert [row.answer for row in rows] == ["绿地的界线", "水面的界线", "历史街区的界线"]
    assert rows[0].messages[0].role == "system"


def test_choices_come_from_csv_and_json_with_one_or_several_answers(tmp_path: Path) -> None:
    csv = tmp_path / "a.csv"
    csv.write_text('id,question,A,B,C,D,answer\n7,"甲,乙",1,2,3,4,C\n', encoding="utf-8-sig")
    (one,) = read_rows(csv, McqRow)
    assert (one.id, one.question, one.options["D"], one.answer) == ("7", "甲,乙", "4", ("C",))
    path = written(
        tmp_path / "a.jsonl",
        {"question": "哪些是耕地", "A": "水田", "B": "旱地", "C": "果园", "answer": ["B", "A"]},
        {"question": "哪些是耕地", "A": "水田", "B": "旱地", "C": "果园", "answer": "A,B"},
    )
    assert [row.answer for row in read_rows(path, McqRow)] == [("A", "B")] * 2


def test_a_tool_stands_under_function_and_lists_may_be_text(tmp_path: Path) -> None:
    tool = {"type": "function", "function": {"name": "add", "parameters": {"type": "object"}, "strict": True}}
    messages = [{"role": "user", "content": "二加三"}]
    path = written(
        tmp_path / "fc.jsonl",
        {"messages": messages, "tools": [tool], "should_call_tool": True},
        {"messages": json.dumps(messages), "tools": json.dumps([tool])},
    )
    rows = read_rows(path, FcRow)
    assert [(row.tools[0].name, row.should_call_tool) for row in rows] == [("add", True), ("add", False)]


@pytest.mark.parametrize(
    ("line", "form", "said"),
    [
        ("{", McqRow, "第 2 行不是合法的 JSON"),
        ("[]", McqRow, "第 2 行应是一个 JSON 对象"),
        ('{"question": "甲", "A": "1", "answer": "A"}', McqRow, "第 2 行读不懂：选项不足两个"),
        ('{"question": "甲", "A": "1", "B": "2", "answer": "E"}', McqRow, "不是选项的字母"),
        ('{"question": "甲", "A": "1", "B": "2"}', McqRow, "不是选项的字母"),
        ('{"response": "甲"}', QaRow, "没有 question"),
        ('{"messages": [], "tools": []}', FcRow, "第 2 行读不懂"),
        ('{"messages": [{"role": "user", "content": "甲"}], "tools": [{"name": "add"}]}', FcRow, "第 2 行读不懂"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, form: Any, said: str) -> None:
    sound = {"question": "甲", "A": "1", "B": "2", "answer": "B"}
    sound |= {"messages": [{"role": "user", "content": "甲"}], "tools": []}
    path = written(tmp_path / "broken.jsonl", sound)
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    with pytest.raises(ToolError, match=said):
        read_rows(path, form)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"\n\n"])
def test_a_file_without_questions_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.jsonl"
    path.write_bytes(content)
    with pytest.raises(ToolError, match=r"没有题|读不出来"):
        read_rows(path, QaRow)


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    tool = OfferedTool(name="add", parameters={"type": "object"})
    messages = (Turn(role="system", content="你是规划师"), Turn(role="user", content="二加三"))
    asked = [Question(messages=messages), Question(messages=messages, tools=(tool,))]
    task = doubling(1)
    (sample,) = [judged(task, case, Reply(text="0"), 1) for case in task.cases(Making(0, tmp_path))]
    for one, expected in zip(asked, ("五", True), strict=True):
        written_as = sample.model_copy(update={"asked": one, "expected": expected})
        assert write_cases(tmp_path / "cases.jsonl", [written_as]) == 1
        form: Any = FcRow if one.tools else QaRow
        (row,) = read_rows(tmp_path / "cases.jsonl", form)
        assert row.messages == messages
        assert (row.tools, row.should_call_tool) == ((tool,), True) if one.tools else row.answer == "五"


def test_multiple_choice_and_tool_calls_have_no_shape_to_be_written_in(tmp_path: Path) -> None:
    task = doubling(1)
    (sample,) = [judged(task, case, Reply(text="0"), 1) for case in task.cases(Making(0, tmp_path))]
    others = [question("甲还是乙").model_copy(update={"choices": ("A", "B")}), ToolCall(tool="add", arguments={})]
    assert write_cases(tmp_path / "c.jsonl", [sample.model_copy(update={"asked": asked}) for asked in others]) == 0
    assert not (tmp_path / "c.jsonl").exists()
