"""A CSV or XLSX file as rows of text under the published columns."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from tools import ToolError

from .columns import COLUMNS, column_of

LARGEST = 20_000_000
LARGEST_UNPACKED = 200_000_000
"""Bytes; an XLSX is a zip."""
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Row:
    number: int
    """as a spreadsheet counts: the heading is row 1"""
    cells: dict[str, str]
    fault: str | None = None


def read_table(path: Path) -> list[Row]:
    """ToolError in one sentence when the file is no such table."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise ToolError(f"文件 {path} 打不开：{error.strerror}") from None
    if size > LARGEST:
        raise ToolError(f"{path.name} 有 {size / 1e6:.0f} MB，超过 {LARGEST // 1_000_000} MB 的上限")
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise ToolError(f"{path.name} 不是 CSV 或 XLSX 文件；请另存为其中一种")
    records = list(islice(_csv(path) if suffix == ".csv" else _xlsx(path), MOST_ROWS + 2))
    if len(records) > MOST_ROWS + 1:
        raise ToolError(f"{path.name} 超过 {MOST_ROWS} 行；请分成几个文件")
    if not records:
        raise ToolError(f"{path.name} 是空的；第一行应是表头：{_header()}")
    return list(_rows(records, path))


def _rows(records: list[list[str]], path: Path) -> Iterator[Row]:
    heading = [column_of(cell) for cell in records[0]]
    missing = [c.name for c in COLUMNS if c.required and c.name not in heading]
    if missing:
        raise ToolError(f"{path.name} 缺少列 {'、'.join(missing)}；第一行应是表头：{_header()}")
    twice = sorted({name for name in heading if name and heading.count(name) > 1})
    if twice:
        raise ToolError(f"{path.name} 的表头里 {'、'.join(twice)} 出现两次；请只留一列")
    for number, cells in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        extra = any(cell.strip() for cell in cells[len(heading) :])
        named = {name: cell for name, cell in zip(heading, cells, strict=False) if name}
        yield Row(number, named, "比表头多出几格，可能是数值里的逗号没有加引号" if extra else None)


def _csv(path: Path) -> Iterator[list[str]]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ToolError(f"文件 {path} 打不开：{error.strerror}") from None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise ToolError(f"{path.name} 的编码不是 UTF-8 或 GB18030")
    if "\0" in text:
        raise ToolError(f"{path.name} 不是文本文件")
    try:
        yield from csv.reader(io.StringIO(text, newline=""), strict=True)
    except csv.Error as error:
        raise ToolError(f"{path.name} 不是完整的 CSV：{error}") from None


def _xlsx(path: Path) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise ToolError(f"{path.name} 解开后超过 {LARGEST_UNPACKED // 1_000_000} MB，不像一张指标表")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise ToolError(f"{path.name} 不是能打开的 XLSX 文件；请重新另存") from error
    try:
        sheets = [sheet for sheet in book.worksheets if _is_table(next(sheet.iter_rows(values_only=True), ()))]
        if len(sheets) != 1:
            found = "没有工作表" if not sheets else f"有 {len(sheets)} 个工作表"
            raise ToolError(f"{path.name} 里{found}的第一行是指标表的表头；要有且只有一个：{_header()}")
        for row in sheets[0].iter_rows():
            yield [_shown(cell) for cell in row]
    finally:
        book.close()


def _is_table(heading: Iterable[object]) -> bool:
    return {"plan", "indicator", "value"} <= {column_of(_written(cell)) for cell in heading}


def _shown(cell: Any) -> str:
    """40% in a spreadsheet is the number 0.4: it keeps its sign, so that nobody takes it for 0.4 %."""
    if isinstance(cell.value, int | float) and "%" in cell.number_format:
        return f"{cell.value * 100:.15g}%"
    return _written(cell.value)


def _written(cell: object) -> str:
    """A number with the 15 digits a spreadsheet keeps."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return "" if cell is None else str(cell)


def _header() -> str:
    return ",".join(column.name for column in COLUMNS)
