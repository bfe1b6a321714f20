"""Areas as people write them, in square metres."""

from __future__ import annotations

import pytest

from agents.understanding.areas import areas


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("要20亩地", [13333.33]),
        ("三十五公顷", [350_000.0]),
        ("1.2万平方米", [12_000.0]),
        ("0.5平方公里", [500_000.0]),
        ("２０亩", [13333.33]),
        ("两亩半", [1666.67]),
        ("半亩", [333.33]),
        ("5千平米", [5000.0]),
        ("大概 3 ha 左右", [30_000.0]),
        ("100多亩", [66666.67]),
        ("长100米宽50米", []),
        ("第三十五条", []),
        ("从10亩扩到15亩", [6666.67, 10_000.0]),
    ],
)
def test_areas_are_read_in_order(text: str, found: list[float]) -> None:
    assert areas(text) == found
