"""Names of places out of what people say."""

from __future__ import annotations

import pytest

from agents.understanding.places import places


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("在青石县选块地", ["青石县"]),
        ("最好挨着省道，白沙镇哪儿有这样的地", ["白沙镇"]),
        ("换成省道旁边那种", []),
        ("云溪县县道旁边", ["云溪县"]),
        ("江西省级规划给定的永久基本农田", ["江西省"]),
        ("江西这边怎么规定", ["江西"]),
        ("全县的城镇有几个", []),
    ],
)
def test_a_road_or_a_level_of_plan_is_no_place(said: str, named: list[str]) -> None:
    assert places(said) == named
