"""Invented names of towns, villages, waters and roads."""

from __future__ import annotations

from itertools import product

import numpy as np

_FIRST = "青白云石清双龙凤金银柳桃梅竹松枫杨荷莲泉溪沙平永安太和兴隆长新东西南北上下大小马牛羊鹿鹤雁"
_SECOND = "河桥塘湾坪冲岗坡店集庙堰埠沟岭畈垸泉口埂"
_TOWNS = (
    "城关",
    "青石",
    "柳河",
    "云台",
    "双桥",
    "白泉",
    "枫林",
    "金坪",
    "荷塘",
    "龙湾",
    "长岭",
    "桃溪",
    "石门",
    "太平",
)


def town_names(count: int) -> list[str]:
    """The county town first; 镇 for most, every third a 乡."""
    stems = [*_TOWNS, *(f"{a}{b}" for a, b in product("新东西南北", "店集埠岗坪"))][:count]
    return [f"{stem}{'乡' if n % 3 == 2 else '镇'}" for n, stem in enumerate(stems)]


def village_names(count: int, rng: np.random.Generator) -> list[str]:
    """All different."""
    stems = [f"{a}{b}" for a, b in product(_FIRST, _SECOND)]
    chosen = [stems[n] for n in rng.permutation(len(stems))]
    while len(chosen) < count:
        chosen += [f"{stem[0]}{other}{stem[1]}" for stem, other in zip(list(chosen), "家里中", strict=False)]
    return [f"{stem}村" for stem in chosen[:count]]
