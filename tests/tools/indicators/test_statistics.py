"""A statistics table is read whole, or the faulty row is named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tools import ToolError
from tools.indicators.statistics import read_statistics

HEADER = "region,item,value,unit,year,source\n"


def test_figures_are_read_as_written(tmp_path: Path) -> None:
    (tmp_path / "statistics.csv").write_text(f"\ufeff{HEADER}999901,常住人口,91000,人,2024,统计局\n", encoding="utf-8")
    (row,) = read_statistics(tmp_path)
    assert (row.item, row.value, row.unit, row.year) == ("常住人口", Decimal(91000), "人", 2024)


def test_a_workspace_may_have_no_table(tmp_path: Path) -> None:
    assert read_statistics(tmp_path) == ()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("9999,常住人口,1,人,2024,x", "第2行的区划代码"),
        ("999901,常住人口,很多,人,2024,x", "第2行“常住人口”的数值"),
        ("999901,常住人口,inf,人,2024,x", "不是数字"),
        ("999901,常住人口,1,囗,2024,x", "不认识单位"),
        ("999901,,1,人,2024,x", "缺少项目名称"),
        ("999901,甲,1,人,2024,x\n999901,甲,2,人,2024,x", "第2行与第3行"),
    ],
)
def test_a_faulty_row_is_named(tmp_path: Path, rows: str, why: str) -> None:
    (tmp_path / "statistics.csv").write_text(HEADER + rows + "\n", encoding="utf-8")
    with pytest.raises(ToolError, match=why):
        read_statistics(tmp_path)


def test_a_table_without_its_columns_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "statistics.csv").write_text("item,value\n", encoding="utf-8")
    with pytest.raises(ToolError, match="缺少列"):
        read_statistics(tmp_path)
    (tmp_path / "statistics.csv").write_bytes(HEADER.encode() + "999901,常住人口,1,人,2024,统计局\n".encode("gbk"))
    with pytest.raises(ToolError, match="UTF-8"):
        read_statistics(tmp_path)
