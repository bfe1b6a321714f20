"""A bank that is missing, broken or doubled is said by name; the day decides which text a reference means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eval.banks import Row, places_on, read_bank
from eval.places import Place
from tools import ToolError


class Asked(Row):
    question: str


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('{"id": "1", "question": "甲"}\n{"id": "2"', "第 2 行不是合法的 JSON"),
        ('{"id": "1"}', "第 1 行的 question 不对"),
        ('{"id": "1", "question": "甲"}\n\n{"id": "1", "question": "乙"}', "编号 1 出现两次"),
    ],
)
def test_a_broken_bank_is_named_with_its_line(tmp_path: Path, lines: str, said: str) -> None:
    (tmp_path / "bank.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(ToolError, match=f"题库 bank.jsonl .*{said}|题库 bank.jsonl 里{said}"):
        read_bank("bank", Asked, tmp_path)


def test_a_missing_bank_is_said(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="还没有题库"):
        read_bank("bank", Asked, tmp_path)


def test_the_day_decides_the_text() -> None:
    before, after = (places_on(("渔业法第三条",), day)[0] for day in (date(2026, 4, 30), date(2026, 5, 1)))
    assert (before.version, after.version) == ("2013-12-28", "2025-12-27")
    assert places_on(("某省条例第一条",), date(2026, 5, 1)) == (Place("某省条例", "1"),)
