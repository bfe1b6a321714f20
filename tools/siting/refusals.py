"""Why no site can be proposed, and what would have to give for there to be one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from ..tool import ToolError
from .neighbours import NEAR_M
from .results import ConstraintShown
from .units import Units
from .wish import Wish

MOST_TOLD = 3
HECTARE = 10_000.0


def too_large(wish: Wish, region_m2: float, region: str) -> ToolError:
    return ToolError(
        f"要的面积{_area(wish.area_m2)}比{region}（{_area(region_m2)}）还大；请核对面积的单位（平方米）和区域"
    )


def nothing_left(wish: Wish, feasible_m2: float, region: str, constraints: Sequence[ConstraintShown]) -> ToolError:
    left = f"只剩{_area(feasible_m2)}" if feasible_m2 > 0 else "一点不剩"
    return ToolError(f"{region}扣除约束后{left}，不够{_area(wish.area_m2)}；{_relaxing(constraints)}")


def none_fits(wish: Wish, units: Units, region: str, constraints: Sequence[ConstraintShown]) -> ToolError:
    largest = largest_patch(units)
    if largest < wish.least:
        why = f"连片的最大只有{_area(largest)}"
    else:
        why = (
            f"有够大的连片地（最大{_area(largest)}），但没有一处处处宽{wish.width_m:.0f}米、"
            f"紧凑度不小于{wish.compactness:g}；可放宽形状（min_width_m、min_compactness）或面积（area_tolerance）"
        )
    return ToolError(
        f"{region}扣除约束后还有{_area(float(units.area.sum()))}，却没有一处放得下{_area(wish.area_m2)}的用地："
        f"{why}；{_relaxing(constraints)}"
    )


def largest_patch(units: Units) -> float:
    """m² of the largest ground without a gap."""
    one, other = shapely.STRtree(units.shapes).query(units.shapes, predicate="dwithin", distance=NEAR_M)
    links = coo_array((one >= 0, (one, other)), shape=(units.count, units.count))
    patch = connected_components(links, directed=False)[1]
    return float(np.bincount(patch, units.area).max())


def _relaxing(constraints: Sequence[ConstraintShown]) -> str:
    freeing = [one for one in constraints if one.alone_m2 > 0 and one.state in ("applied", "undecided")]
    if not freeing:
        return "没有哪个约束单独放开就能腾出地来，请一次放开几个（waive）或换一个区域"
    ordered = sorted(freeing, key=lambda one: -one.alone_m2)[:MOST_TOLD]
    told = "、".join(f"“{one.name}”可多出{_area(one.alone_m2)}" for one in ordered)
    return f"单独放开（waive，或去掉所问的条件）{told}"


def _area(square_metres: float) -> str:
    if square_metres >= HECTARE:
        return f"{square_metres / HECTARE:.2f}公顷"
    return f"{square_metres:.0f}平方米"
