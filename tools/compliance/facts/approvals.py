"""Approvals (审批事项) a project has, awaits or was refused."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

ApprovalStatus = Literal["obtained", "pending", "refused"]


class Approval(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    status: ApprovalStatus = Field(description="obtained 已取得，pending 待办理，refused 未获同意")
    authority: str | None = Field(default=None, max_length=100, description="批准机关")
    number: str | None = Field(default=None, max_length=100, description="批准文号")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any) -> Any:
        """`forest_review = "pending"` for the table with that status."""
        return {"status": given} if isinstance(given, str) else given


class Approvals(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    farmland_conversion: Approval | None = Field(default=None, description="农用地转用批准")
    expropriation: Approval | None = Field(default=None, description="土地征收批准")
    farmland_compensation: Approval | None = Field(default=None, description="补充耕地方案（占补平衡）")
    redline_opinion: Approval | None = Field(default=None, description="省级政府关于生态保护红线的认定或论证意见")
    protected_area_opinion: Approval | None = Field(default=None, description="自然保护地主管部门或管理机构意见")
    scenic_review: Approval | None = Field(default=None, description="风景名胜区管理机构审核")
    forest_review: Approval | None = Field(default=None, description="使用林地审核同意")
    forest_temporary: Approval | None = Field(default=None, description="临时使用林地批准")
    grassland_review: Approval | None = Field(default=None, description="征占用草原审核同意")
    wetland_opinion: Approval | None = Field(default=None, description="湿地（林业草原）主管部门意见")
    heritage_scope: Approval | None = Field(default=None, description="文物保护单位保护范围内工程的批准")
    heritage_design: Approval | None = Field(default=None, description="建设控制地带内设计方案的文物部门同意")
    heritage_opinion: Approval | None = Field(default=None, description="历史文化街区保护主管部门、文物部门意见")
    archaeology: Approval | None = Field(default=None, description="考古调查、勘探")
    river_plan: Approval | None = Field(default=None, description="河道管理范围内工程建设方案的水行政审查同意")
    flood_assessment: Approval | None = Field(default=None, description="洪水影响评价报告批准")
    geohazard_assessment: Approval | None = Field(default=None, description="地质灾害危险性评估")
    mineral_overlay: Approval | None = Field(default=None, description="压覆战略性矿产资源批准")
    mining_right_agreement: Approval | None = Field(default=None, description="与矿业权人的协商补偿协议")
    sea_use: Approval | None = Field(default=None, description="海域使用批准")
    island_use: Approval | None = Field(default=None, description="无居民海岛开发利用批准")
    road_authority: Approval | None = Field(default=None, description="公路管理机构（交通运输主管部门）许可")
    rail_consent: Approval | None = Field(default=None, description="铁路运输企业同意和安全协议")
    temporary_land: Approval | None = Field(default=None, description="临时用地批准")


APPROVALS = {name: str(field.description) for name, field in Approvals.model_fields.items()}
"""Name → what it is called."""
