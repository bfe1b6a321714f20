"""The site selection tools, declared once for every surface."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..layers import NO_WORKSPACE, Workspace
from ..tool import AnyTool, ToolError, tool
from .facilities import AskedFacilities, locate
from .precheck import PrecheckOf
from .request import DEFAULT_COMPACTNESS, DEFAULT_COUNT, DEFAULT_TOLERANCE, Asked, Constraint, Pairwise, Weights
from .results import FacilityPlan, LocationModel, SiteSelection
from .select import select

Area = Annotated[float, Field(description="要的用地面积，平方米", ge=100, le=1e9)]
UseSaid = Annotated[
    str, Field(description="用途：用地用海分类的代码或名称，如 1001 或 工业用地", min_length=2, max_length=30)
]
RegionSaid = Annotated[
    str, Field(description="在哪里选：区划代码或名称，本县或县内的乡镇、村", min_length=2, max_length=50)
]
Constraints = Annotated[
    list[Constraint] | None, Field(description="缺省硬约束（三区三线等）之外另加的硬约束", max_length=30)
]
Waived = Annotated[
    list[str] | None, Field(description="放开哪些缺省硬约束（名称或代码），如 现状已建成的建设用地", max_length=30)
]
WeightsSaid = Annotated[Weights | None, Field(description="各因子的权重；没写的因子不计分；缺省按用途")]
PairwiseSaid = Annotated[Pairwise | None, Field(description="或给层次分析法的判断矩阵，CR 须小于0.1")]

Tolerance = Annotated[float, Field(description="面积可上下浮动多少（0.1 即一成）", ge=0.01, le=0.5)]
Width = Annotated[float | None, Field(description="最小宽度，米；缺省为同面积正方形边长的三分之一", ge=0, le=10_000)]
Compactness = Annotated[float, Field(description="最小紧凑度 4π面积÷周长²（正方形0.785）", ge=0, le=0.9)]
Day = Annotated[date | None, Field(description="按哪一天的图层和法规；缺省为今天")]


def siting_tools(
    workspace: Callable[[], Workspace | None],
    precheck: PrecheckOf | None,
    results: Path | None,
    today: Callable[[], date],
) -> list[AnyTool]:
    """`workspace`: the node's own, None where it has none; `precheck` judges each candidate (see `prechecked_by`);
    `results` is the folder that geometries are written to."""

    @tool
    def select_site(
        area_m2: Area,
        use: UseSaid,
        region: RegionSaid,
        constraints: Constraints = None,
        weights: WeightsSaid = None,
        pairwise: PairwiseSaid = None,
        waive: Waived = None,
        area_tolerance: Tolerance = DEFAULT_TOLERANCE,
        min_width_m: Width = None,
        min_compactness: Compactness = DEFAULT_COMPACTNESS,
        count: Annotated[int, Field(description="要几个候选", ge=1, le=20)] = DEFAULT_COUNT,
        date: Day = None,
    ) -> SiteSelection:
        """辅助选址 (site selection)：硬约束筛除、软因子加权，给出互不重叠的候选地块。

        附逐项得分、各约束排除多少、规划符合性预检、权重变动时排序是否稳定；放不下时说明放开哪个约束能腾出多少。
        """
        asked = Asked(
            area_m2,
            use,
            region,
            tuple(constraints or ()),
            tuple(waive or ()),
            weights,
            pairwise,
            area_tolerance,
            min_width_m,
            min_compactness,
            count,
            date,
        )
        return _named(select(asked, _open(workspace), today(), precheck, results))

    @tool
    def locate_facilities(
        area_m2: Area,
        use: UseSaid,
        region: RegionSaid,
        count: Annotated[int, Field(description="新建几处（set_cover 自行求最少的处数）", ge=1, le=20)] = 1,
        model: Annotated[
            LocationModel,
            Field(description="p_median 使平均路程最短；max_coverage 服务距离内人最多；set_cover 用最少处数全覆盖"),
        ] = "p_median",
        service_distance_m: Annotated[
            float, Field(description="服务距离（沿路网，米），用于 max_coverage 和 set_cover", gt=0, le=200_000)
        ] = 1000.0,
        existing: Annotated[
            str | None, Field(description="已有的同类设施（设施类型里的字，如 小学），一并计入", max_length=30)
        ] = None,
        constraints: Constraints = None,
        weights: WeightsSaid = None,
        pairwise: PairwiseSaid = None,
        waive: Waived = None,
        area_tolerance: Tolerance = DEFAULT_TOLERANCE,
        min_width_m: Width = None,
        min_compactness: Compactness = DEFAULT_COMPACTNESS,
        date: Day = None,
    ) -> FacilityPlan:
        """多个设施的区位配置 (location-allocation)：从合要求的候选地块里选出一组，使到人口的路网距离最短或覆盖最多。

        候选地块的筛选与辅助选址相同；给出每处服务多少人、多远，以及是否证明最优。
        """
        asked = Asked(
            area_m2,
            use,
            region,
            tuple(constraints or ()),
            tuple(waive or ()),
            weights,
            pairwise,
            area_tolerance,
            min_width_m,
            min_compactness,
            count,
            date,
        )
        wanted = AskedFacilities(asked, model, count, service_distance_m, existing)
        found = locate(wanted, _open(workspace), today(), precheck, results)
        return found.model_copy(update={"selection": _named(found.selection)})

    return [select_site, locate_facilities]


def _named(found: SiteSelection) -> SiteSelection:
    """The file by its name: where a service keeps its files is nobody's business."""
    return found.model_copy(update={"file": Path(found.file).name}) if found.file else found


def _open(workspace: Callable[[], Workspace | None]) -> Workspace:
    own = workspace()
    if own is None:
        raise ToolError(NO_WORKSPACE)
    return own
