"""A table of plan targets goes in whole or not at all, and comes back digit for digit."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.targets.columns import figure_of
from knowledge.targets.plan_targets import PlanTargets
from knowledge.truth.store import TruthStore
from tools import ToolError

HEADER = "plan,plan_level,region,indicator,value,unit,direction,year,binding,scope,source_page"
PROVINCE = "江西省国土空间规划（2021—2035年）,省,360000,耕地保有量,4004.59,万亩,≥,2035,约束性,全省,第3页"
WATER = "江西省国土空间规划（2021—2035年）,省,360000,用水总量,262.3,亿m³,≤,2025,约束性,全省,第3页"


@pytest.fixture
def targets(tmp_path: Path) -> Iterator[PlanTargets]:
    truth = TruthStore(tmp_path / "truth.sqlite")
    yield PlanTargets(truth)
    truth.close()


def table(folder: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
    path = folder / "targets.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
    return path


def workbook(folder: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.create_sheet("说明").append(["本表由某局填写"])
    book.save(folder / "targets.xlsx")
    return folder / "targets.xlsx"


def test_a_figure_comes_back_as_it_was_written(targets: PlanTargets, tmp_path: Path) -> None:
    report = targets.add(table(tmp_path, PROVINCE, WATER))
    assert (report.outcome, report.added, report.plans) == ("added", 2, ("江西省国土空间规划（2021—2035年）",))
    (farmland, water) = sorted(targets.plan_targets(("360000",)), key=lambda t: t.indicator, reverse=True)
    assert (farmland.value, str(farmland.value), farmland.unit) == (Decimal("4004.59"), "4004.59", "万亩")
    assert (water.direction, water.year, water.binding, water.source_page) == ("≤", 2025, "约束性", "第3页")


def test_adding_again_changes_nothing(targets: PlanTargets, tmp_path: Path) -> None:
    path = table(tmp_path, PROVINCE, WATER)
    targets.add(path)
    before = targets.plan_targets(("360000",))
    report = targets.add(path)
    assert (report.outcome, report.added, report.replaced, report.unchanged) == ("unchanged", 0, 0, 2)
    assert targets.plan_targets(("360000",)) == before


def test_a_corrected_value_replaces_the_former(targets: PlanTargets, tmp_path: Path) -> None:
    targets.add(table(tmp_path, PROVINCE))
    report = targets.add(table(tmp_path, PROVINCE.replace("4004.59", "4004.95")))
    assert (report.outcome, report.replaced) == ("added", 1)
    assert [t.value for t in targets.plan_targets(("360000",))] == [Decimal("4004.95")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (PROVINCE.replace("4004.59", "约4004"), "value"),
        (PROVINCE.replace("4004.59", "nan"), "value"),
        (PROVINCE.replace("万亩", "万畝"), "不认识单位"),
        (PROVINCE.replace("万亩", "人"), "不能用“人”"),
        (PROVINCE.replace("≥", ">"), "direction"),
        (PROVINCE.replace("360000", "36"), "region"),
        (PROVINCE.replace("2035,", "35,"), "year"),
        (PROVINCE.replace("约束性", "强制性"), "binding"),
        (PROVINCE.replace(",省,", ",省级,"), "plan_level"),
        (PROVINCE.replace("耕地保有量", ""), "indicator"),
        (PROVINCE.replace("4004.59", "4,004.59"), "比表头多出"),
        (WATER.replace("262.3", "262.4"), "与第3行"),
    ],
)
def test_a_bad_row_is_named_and_nothing_goes_in(targets: PlanTargets, tmp_path: Path, wrong: str, why: str) -> None:
    report = targets.add(table(tmp_path, PROVINCE.replace("耕地保有量", "永久基本农田保护面积"), WATER, wrong))
    assert report.outcome == "refused"
    assert [row.row for row in report.bad_rows] == [4]
    assert why in report.bad_rows[0].reasons[0]
    assert targets.plan_targets(("360000",)) == ()


def test_every_bad_row_is_listed_with_every_reason(targets: PlanTargets, tmp_path: Path) -> None:
    report = targets.add(table(tmp_path, ",,,,,,,,,,x", PROVINCE, "", WATER.replace("亿m³", "").replace("≤", "")))
    assert [(row.row, len(row.reasons) > 1) for row in report.bad_rows] == [(2, True), (5, True)]


def test_what_a_spreadsheet_holds_is_what_a_csv_holds(targets: PlanTargets, tmp_path: Path) -> None:
    heading = ["规划名称", "层级", "区划代码", "指标", "指标值", "单位", "方向", "年份", "属性", "口径", "页码", "备注"]
    row = ["江西省国土空间规划", "省", 360000, "耕地保有量", 4004.59, "万亩", "不低于", 2035, "约束性", "全省", 3, "甲"]
    assert targets.add(workbook(tmp_path, heading, row)).outcome == "added"
    (figure,) = targets.plan_targets(("360000",))
    assert (str(figure.value), figure.direction, figure.source_page) == ("4004.59", "≥", "3")


def test_a_cell_shown_as_a_percentage_is_not_taken_for_its_hundredth(targets: PlanTargets, tmp_path: Path) -> None:
    rows = [HEADER.split(","), [*WATER.replace("用水总量", "森林覆盖率").replace("亿m³", "%").split(",")]]
    rows[1][4] = 0.4  # type: ignore[call-overload]
    path = workbook(tmp_path, *rows)
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["E2"].number_format = "0%"
    book.save(path)
    (bad,) = targets.add(path).bad_rows
    assert "value“40%”" in bad.reasons[0]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_no_digit_is_lost_or_added(value: Decimal) -> None:
    figure, reasons = figure_of(
        dict(zip(HEADER.split(","), PROVINCE.replace("4004.59", f"{value:f}").split(","), strict=True))
    )
    assert reasons == ()
    assert figure is not None
    assert str(figure.value) == f"{value:f}"


def test_a_table_saved_by_an_old_office_is_read(targets: PlanTargets, tmp_path: Path) -> None:
    assert targets.add(table(tmp_path, PROVINCE.replace("≥", "不低于"), encoding="gb18030")).outcome == "added"


def test_base_year_values_need_neither_direction_nor_binding(targets: PlanTargets, tmp_path: Path) -> None:
    row = PROVINCE.replace("≥", "").replace("约束性", "").replace("2035,", "2020,") + ",现状"
    targets.add(table(tmp_path, row, header=f"{HEADER},standing"))
    assert [(t.standing, t.direction) for t in targets.plan_targets(("360000",))] == [("现状", None)]


def test_a_plan_is_forgotten_and_others_stay(targets: PlanTargets, tmp_path: Path) -> None:
    targets.add(table(tmp_path, PROVINCE, WATER, PROVINCE.replace("江西", "辽宁").replace("360000", "210000")))
    assert targets.named("《江西省国土空间规划》") == "江西省国土空间规划（2021—2035年）"
    assert targets.named("江西") is None
    assert targets.forget("江西省国土空间规划（2021—2035年）") == 2
    assert [plan.regions for plan in targets.target_plans()] == [("210000",)]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "空的"),
        ("a.csv", b"plan,region\n", "缺少列"),
        ("a.csv", "plan,indicator\n\xff\xfe\x80".encode("latin-1"), "编码"),
        ("a.csv", (HEADER + ",value\n").encode(), "出现两次"),
        ("a.csv", (HEADER + '\n"a').encode(), "不是完整的 CSV"),
        ("a.xlsx", b"not a zip", "XLSX"),
        ("a.pdf", b"%PDF", "不是 CSV 或 XLSX"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    targets: PlanTargets, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ToolError, match=why):
        targets.add(tmp_path / name)


def test_a_file_that_is_not_there_is_named(targets: PlanTargets, tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"nowhere\.csv"):
        targets.add(tmp_path / "nowhere.csv")


def test_a_bomb_is_not_unpacked(targets: PlanTargets, tmp_path: Path) -> None:
    packed = zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED)
    with packed, packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(210):
            sheet.write(b"\0" * 1_000_000)
    with pytest.raises(ToolError, match="解开后超过"):
        targets.add(tmp_path / "bomb.xlsx")
