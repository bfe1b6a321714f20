"""Days as precise as they are said."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding.said_days import said_days

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("按2026年8月15日的法律", ["2026-08-15"]),
        ("2027年1月1日以后呢", ["2027-01-01"]),
        ("2026年8月的规定", ["2026-08"]),
        ("明年元旦生效", ["2027-01-01"]),
        ("明年新法怎么说", ["2027"]),
        ("去年3月", ["2025-03"]),
        ("２０２６年８月１５日", ["2026-08-15"]),
        ("二〇二六年八月十五日", ["2026-08-15"]),
        ("2026-08-15", ["2026-08-15"]),
        ("昨天的", ["2026-11-26"]),
        ("水法2002与2016版本的差异", ["2002", "2016"]),
        ("92年的和25年新改的", ["1992", "2025"]),
        ("国发〔2024〕5号", []),
        ("《某市总体规划（2021—2035年）》", []),
        ("2026年2月30日", []),
        ("要20亩地", []),
    ],
)
def test_days_are_read_as_precise_as_they_are_said(text: str, days: list[str]) -> None:
    assert said_days(text, TODAY) == days
