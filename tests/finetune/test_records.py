"""What is trained on: whole, said once, nothing of the evaluation, and nothing on both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from finetune.collection import Collection, collect, source_of
from finetune.overlap import Examined, plain
from finetune.record import FOLDER, RecordFault, Records, UnderstandRecord, read_records
from finetune.tool_cards import NEVER_TRAINED_ON


@pytest.fixture(scope="module")
def collected() -> Collection:
    return collect()


def _ids(part: Records) -> set[str]:
    return {record.id for records in part.values() for record in records}


def test_at_least_three_thousand_are_read_and_none_is_refused(collected: Collection) -> None:
    assert len(_ids(collected.training)) + len(_ids(collected.held_out)) >= 3_000
    assert collected.refused == []


def test_a_source_is_trained_on_or_held_out_never_both(collected: Collection) -> None:
    trained, held = (
        {source_of(record) for records in part.values() for record in records}
        for part in (collected.training, collected.held_out)
    )
    assert held
    assert trained.isdisjoint(held)


def test_a_tool_kept_for_the_evaluation_is_asked_for_by_no_record() -> None:
    asked = {r.tool for records in read_records().values() for r in records if isinstance(r, UnderstandRecord)}
    assert asked.isdisjoint(NEVER_TRAINED_ON)


def test_a_record_that_says_what_the_evaluation_says_is_refused(tmp_path: Path) -> None:
    question = "临时用地到期之后要在多长时间里恢复种植条件"
    (tmp_path / "bank.jsonl").write_text(f'{{"id": "q1", "question": "{question}"}}\n', encoding="utf-8")
    examined = Examined(tmp_path)
    assert examined.overlaps(f"请问{question}？") == "bank/q1"
    assert examined.overlaps("村里的集体建设用地可以出租给企业办厂吗") is None


def test_a_double_is_refused_by_the_name_of_the_first(tmp_path: Path) -> None:
    rest = {"intent": "none", "tool": None, "arguments": {}, "missing": [], "style": "terse"}
    for path in FOLDER.glob("*.jsonl"):
        (tmp_path / path.name).write_text("", encoding="utf-8")
    said = {"x001": "今年的进度", "x002": "今年的进度！"}
    lines = [
        json.dumps({"id": name, "messages": [{"role": "user", "content": text}], **rest}) for name, text in said.items()
    ]
    (tmp_path / "understand_a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert collect(tmp_path, Examined(tmp_path / "no bank")).refused == [("x002", "与 x001 重复")]


def test_a_broken_line_is_named_by_file_and_number(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.jsonl"):
        (tmp_path / path.name).write_text("", encoding="utf-8")
    (tmp_path / "rewrite.jsonl").write_text('{"id": "r001"}\n', encoding="utf-8")
    with pytest.raises(RecordFault, match=r"rewrite\.jsonl 第 1 行不是一条记录"):
        read_records(tmp_path)


def test_signs_and_widths_do_not_hide_a_double() -> None:
    assert plain("１５ 公顷（耕地）？") == plain("15公顷 耕地")
