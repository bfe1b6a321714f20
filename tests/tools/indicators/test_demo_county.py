"""Every indicator of the library is asked of the demonstration county: each has a value or names what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.indicators.compute import Asked, compute
from tools.indicators.expressions import Reach
from tools.indicators.library import library
from tools.indicators.results import IndicatorValue
from tools.layers import open_workspace


@pytest.fixture(scope="module")
def values(demo_county: Path) -> dict[str, IndicatorValue]:
    workspace = open_workspace(demo_county)
    return {name: compute(Asked(name), workspace) for name in library().measures}


def value(values: dict[str, IndicatorValue], name: str) -> float:
    found = values[name].value
    assert found is not None, values[name].lacks
    return found


def test_each_has_a_value_with_its_data_or_names_what_it_lacks(values: dict[str, IndicatorValue]) -> None:
    for name, found in values.items():
        assert found.computable == (found.value is not None) == (not found.lacks), name
        assert found.definition is not None
        if found.computable:
            assert found.numerator is not None, name
            assert found.numerator.data or found.value == 0, name


def test_shares_are_shares_and_parts_are_no_larger_than_the_whole(values: dict[str, IndicatorValue]) -> None:
    assert all(0 <= v.value <= 100 for v in values.values() if v.value is not None and v.unit == "%")
    assert value(values, "城乡建设用地面积") <= value(values, "建设用地总面积")
    assert value(values, "城镇开发边界范围内城乡建设用地面积") <= value(values, "城镇开发边界面积")
    assert value(values, "生态保护红线范围内城乡建设用地面积") <= value(values, "生态保护红线面积")


def test_nobody_walks_farther_than_the_buffer_reaches(values: dict[str, IndicatorValue]) -> None:
    for name, found in values.items():
        measure = library().measures[name].value
        if isinstance(measure, Reach) and measure.by == "步行" and found.value is not None:
            buffer = next(b.value for b in found.beside if b.name.startswith("直线"))
            assert found.value <= buffer + 1e-9, name
