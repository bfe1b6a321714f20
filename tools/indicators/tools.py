"""The two indicator tools, each declared once for every surface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

from pydantic import Field

from ..layers import NO_WORKSPACE, Workspace
from ..tool import AnyTool, ToolError, tool
from .compute import Asked, compute
from .look_up import Wanted, look_up
from .results import IndicatorValue, LookUp
from .statistics import read_statistics
from .targets import PlanLevel, Targets
from .ways import SNAP_M, WALKING_M_PER_MIN, Pace

Indicator = Annotated[str, Field(description="指标名称，如 耕地保有量", min_length=1, max_length=100)]


def indicator_tools(workspace: Callable[[], Workspace | None], targets: Targets) -> list[AnyTool]:
    """`workspace`: the node's own; None where it has none, and then only what plans demand can be looked up."""

    @tool
    def look_up_indicator(
        indicator: Indicator,
        region: Annotated[str, Field(description="六位行政区划代码，或规划名称里的地名", min_length=2, max_length=50)],
        plan_level: Annotated[PlanLevel | None, Field(description="哪一级规划的指标")] = None,
        year: Annotated[int | None, Field(description="目标年或现状年", ge=1949, le=2199)] = None,
        scope: Annotated[str | None, Field(description="口径，如 中心城区", max_length=100)] = None,
        unit: Annotated[str | None, Field(description="另按这个单位换算，如 km²、万亩", max_length=20)] = None,
    ) -> LookUp:
        """查规划指标和现状值（单位、年份、口径、约束性、页码）；有几个数合适时反问，不代选 (plan target look-up)."""
        own = workspace()
        return look_up(
            Wanted(indicator, region.strip(), plan_level, year, scope, unit),
            targets,
            read_statistics(own.folder) if own else (),
            (own.region, own.name) if own else None,
        )

    @tool
    def compute_indicator(
        indicator: Indicator,
        layers: Annotated[list[str] | None, Field(description="用哪些图层（名称）；缺省按种类取最新版本")] = None,
        region: Annotated[str | None, Field(description="区划代码或名称：本县，或县内的乡镇、村；缺省为本县")] = None,
        date: Annotated[date | None, Field(description="用哪一天已有的数据；缺省为最新")] = None,
        walking_m_per_min: Annotated[float, Field(description="步行速度，米/分钟", gt=0, le=200)] = WALKING_M_PER_MIN,
        snap_m: Annotated[float, Field(description="离路最远多少米仍算在路网上", gt=0, le=1000)] = SNAP_M,
    ) -> IndicatorValue:
        """由图层和统计表计算一项指标；缺数据时说明缺什么 (indicator from layers and tables)."""
        own = workspace()
        if own is None:
            raise ToolError(NO_WORKSPACE)
        return compute(Asked(indicator, region, tuple(layers or ()), date, Pace(walking_m_per_min, snap_m)), own)

    return [look_up_indicator, compute_indicator]
