"""Every fact a rule may ask for, typed; its description is the question that is put when it is missing."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat

from .approvals import Approvals

Scheme = Literal["用地用海", "用地用海2023", "用地用海2020", "三调"]
Construction = Literal["新建", "改建", "扩建"]
KeyField = Literal["能源", "交通", "水利", "军事", "无"]
Ownership = Literal["国有", "集体", "国有与集体"]
PublicInterest = Literal["一", "二", "三", "四", "五", "六", "无"]


def _item(given: Any) -> Any:
    """（二）, 第二项, 二, 2 all name the second item."""
    if not isinstance(given, str | int) or isinstance(given, bool):
        return given
    found = re.search(
        r"(?:[（(]|第)([一二三四五六1-6])(?:[)）]|项)|^([一二三四五六1-6])(?:$|[、.项])", str(given).strip()
    )
    item = (found.group(1) or found.group(2)) if found else str(given).strip()
    return item.translate(str.maketrans("123456", "一二三四五六"))


def _number(given: Any) -> Any:
    """true is no number, though Python counts with it."""
    return str(given) if isinstance(given, bool) else given


def _key_field(given: Any) -> Any:
    return "军事" if given == "军事设施" else given


Text = Annotated[str, Field(min_length=1, max_length=200)]
Positive = Annotated[FiniteFloat, Field(ge=0), BeforeValidator(_number)]


class Use(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    scheme: Scheme | None = Field(default=None, description="项目用途的编码属于哪一种分类？（用地用海2023、三调 等）")
    code: str | None = Field(
        default=None,
        pattern=r"^\d{2}([0-9H][0-9]){0,2}[A-Z]?$",
        description="项目的用途是哪一类用地？请给出用地用海分类编码，如 100101（一类工业用地）",
    )
    name: str | None = Field(default=None, max_length=100, description="项目用途的名称是什么？")


class ProjectFacts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    use: Use | None = Field(default=None, description="项目的用途是哪一类用地？")
    project_kind: Text | None = Field(default=None, description="是什么项目？如 厂房、公路、水库、养老院")
    industry: Text | None = Field(default=None, description="属于什么行业？")
    construction: Construction | None = Field(default=None, description="是新建、改建还是扩建？")
    linear: bool | None = Field(default=None, description="是不是线性工程（公路、铁路、管线等）？")
    builds_structure: bool | None = Field(default=None, description="是否修建建筑物或地面构筑物？")
    area_m2: Positive | None = Field(default=None, description="整个项目用地多少平方米？")
    site_unavoidable: bool | None = Field(default=None, description="选址是否经论证确实无法避让？")

    national_key_project: bool | None = Field(default=None, description="是不是国家重点建设项目？")
    key_field: Annotated[KeyField, BeforeValidator(_key_field)] | None = Field(
        default=None, description="国家重点项目属于能源、交通、水利、军事中的哪一领域？都不属于写“无”"
    )
    national_major_project: bool | None = Field(default=None, description="是不是国家重大项目？")
    national_strategy: bool | None = Field(
        default=None, description="是不是为维护国家安全、实施国家重大战略和重大基础设施建设确需开展？"
    )
    important_infrastructure: bool | None = Field(default=None, description="是不是重要基础设施？")
    necessary_infrastructure: bool | None = Field(default=None, description="是不是必要的基础设施或公共服务设施？")

    conforms_to_plan: bool | None = Field(
        default=None, description="是否符合经批准的国土空间规划（含保护规划、功能区划）？"
    )
    within_approved_scale: bool | None = Field(
        default=None, description="是否在规划确定的城市和村庄、集镇建设用地规模范围内？"
    )
    far: Positive | None = Field(default=None, description="容积率是多少？")
    building_density: Positive | None = Field(default=None, description="建筑密度是百分之几？")
    height_m: Positive | None = Field(default=None, description="建筑高度多少米？")
    green_ratio: Positive | None = Field(default=None, description="绿地率是百分之几？")
    concentrated_urban: bool | None = Field(
        default=None, description="是不是城镇集中建设（含新城新区、开发区、产业园区、城镇居住）？"
    )
    special_siting: bool | None = Field(default=None, description="是不是有特定选址要求的零星建设？")
    conforms_to_scenic_plan: bool | None = Field(default=None, description="是否符合风景名胜区规划？")

    ownership: Ownership | None = Field(default=None, description="土地是国有、集体，还是国有与集体？")
    land_acquisition: bool | Text | None = Field(default=None, description="是否需要取得新的土地，以什么方式？")
    expropriation: bool | None = Field(default=None, description="是否需要征收集体土地？")
    public_interest: Annotated[PublicInterest, BeforeValidator(_item)] | None = Field(
        default=None, description="属于土地管理法第四十五条第一款第几项公共利益？都不属于写“无”"
    )
    sea_area_change: bool | Text | None = Field(default=None, description="用海是填海、围海，还是不改变海域自然属性？")

    temporary: bool | None = Field(default=None, description="是不是临时用地？")
    temporary_years: Positive | None = Field(default=None, description="临时使用几年？")
    permanent_building: bool | None = Field(default=None, description="是否修建永久性建筑物？")
    reclamation_within_one_year: bool | None = Field(default=None, description="期满后一年内能否完成复垦？")
    infrastructure_long_cycle: bool | None = Field(
        default=None, description="是不是建设周期较长的能源、交通、水利等基础设施？"
    )
    emergency: bool | None = Field(default=None, description="是不是抢险救灾、疫情防控等急需使用土地？")

    redline_activity: Text | None = Field(
        default=None, description="属于生态保护红线内允许的哪一类有限人为活动？都不属于写“无”"
    )
    protected_area_activity: Text | None = Field(
        default=None, description="属于自然保护地内允许的哪一类活动？都不属于写“无”"
    )
    heritage_works: bool | None = Field(default=None, description="是不是文物保护工程？")
    special_circumstances: bool | None = Field(default=None, description="是否因特殊情况必须在文物保护范围内进行？")
    heritage_safe: bool | None = Field(default=None, description="能否保证文物保护单位的安全？")
    pollutes_heritage: bool | None = Field(default=None, description="是否污染文物保护单位及其环境？")

    discharges_pollutants: bool | None = Field(default=None, description="是否排放污染物？")
    heavy_water_pollution: bool | None = Field(default=None, description="对水体污染是否严重？")
    sets_outfall: bool | None = Field(default=None, description="是否设置排污口？")
    discharge_increase: bool | None = Field(default=None, description="改建后是否增加排污量？")
    water_supply_or_protection: bool | None = Field(default=None, description="是否与供水设施和保护水源有关？")
    obstructs_flood: bool | None = Field(default=None, description="是否妨碍行洪、影响河势或堤防安全？")
    crosses_river: bool | None = Field(default=None, description="是不是跨河、穿河、穿堤、临河工程？")
    chemical: bool | None = Field(default=None, description="是不是化工项目或化工园区？")
    tailings_pond: bool | None = Field(default=None, description="是不是尾矿库？")
    improves_safety: bool | None = Field(default=None, description="改建是否以提升安全、生态环境保护水平为目的？")

    hazardous_goods: bool | None = Field(default=None, description="是否生产、储存、销售易燃易爆剧毒放射性等危险物品？")
    vehicle_fuel_station: bool | None = Field(default=None, description="是不是按规定设立的加油加气充电场所？")
    mining_or_quarrying: bool | None = Field(default=None, description="是否采矿、采石、取土或爆破？")
    geohazard_treatment: bool | None = Field(default=None, description="是不是地质灾害治理工程？")
    mineral_unavoidable: bool | None = Field(default=None, description="是否经论证确需压覆战略性矿产资源？")
    mining_right_affected: bool | None = Field(default=None, description="是否对已设矿业权的行使造成直接影响？")
    road_protection: bool | None = Field(default=None, description="是否为公路防护、养护所需？")
    buried_pipeline: bool | None = Field(default=None, description="是否埋设管道、电缆等设施？")

    approvals: Approvals = Field(default_factory=Approvals, description="各项审批办到哪一步？")
