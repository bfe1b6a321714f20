"""Units are converted exactly and never across what they measure."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import ToolError
from tools.indicators.units import converted, unit

AREAS = ["m²", "亩", "万亩", "公顷", "万公顷", "km²", "万km²", "平方公里", "hm2", "㎡"]


@pytest.mark.parametrize(
    ("value", "given", "wanted", "result"),
    [
        ("1", "亩", "m²", Fraction(2000, 3)),
        ("15", "亩", "公顷", Fraction(1)),
        ("4004.59", "万亩", "km²", Fraction(400459, 15)),
        ("4.12", "万km²", "万亩", Fraction(6180)),
        ("1", "km²", "亩", Fraction(1500)),
        ("3", "亿m³", "万立方米", Fraction(30000)),
        ("2", "张/千人", "张/人", Fraction(1, 500)),
        ("40", "%", "倍", Fraction(2, 5)),
    ],
)
def test_a_figure_keeps_every_digit(value: str, given: str, wanted: str, result: Fraction) -> None:
    assert converted(Fraction(value), unit(given), unit(wanted)) == result


@given(st.fractions(), st.sampled_from(AREAS), st.sampled_from(AREAS))
def test_there_and_back_is_the_same_number(value: Fraction, one: str, other: str) -> None:
    there = converted(value, unit(one), unit(other))
    assert converted(there, unit(other), unit(one)) == value


@pytest.mark.parametrize(("given", "wanted"), [("亩", "人"), ("km/km²", "km"), ("元/人", "人/元"), ("%", "亩")])
def test_what_measures_something_else_is_not_converted(given: str, wanted: str) -> None:
    with pytest.raises(ToolError, match="不能换算"):
        converted(Fraction(1), unit(given), unit(wanted))


@pytest.mark.parametrize("written", ["万畝", "", "/人", "m²/人/年", "亩亩", "万%"])
def test_what_is_no_unit_is_refused(written: str) -> None:
    with pytest.raises(ToolError, match="不认识单位"):
        unit(written)


def test_a_unit_may_be_written_in_several_ways() -> None:
    assert unit("平方公里").factor == unit("km2").factor == unit("ＫＭ²".lower()).factor == unit("平方千米").factor
