"""What a workspace holds for a day: which edition of each kind counts, and how complete it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..layers import Layer, Workspace
from ..tool import ToolError
from .amount import Lack
from .inside import missing_area
from .region import Region
from .results import Data
from .statistics import FILE, Statistic, read_statistics

KIND_NAMES = {
    "YJJBNT": "永久基本农田", "STBHHX": "生态保护红线", "CZKFBJ": "城镇开发边界", "DLTB": "地类图斑", "XZQ": "行政区",
    "CQFW": "城区范围", "BXWL": "步行网络", "LWDL": "路网", "GGSS": "公共设施", "RK": "人口格网", "TL": "铁路",
    "LSJQHX": "历史文化街区核心保护范围", "CSZX": "城市紫线", "WWBHFW": "文物保护范围", "CYJB": "基本草原",
    "JZW": "建筑物", "BTSBM": "不透水表面",
}  # fmt: skip


def kind_name(kind: str) -> str:
    return f"{KIND_NAMES[kind]}（{kind}）" if kind in KIND_NAMES else kind


@dataclass(frozen=True, eq=False)
class Held:
    """The layers of one kind that count on the day; none where the kind does not exist in the region."""

    kind: str
    layers: tuple[Layer, ...]
    notices: tuple[str, ...] = ()

    def features(self) -> list[tuple[Layer, Any]]:
        """Layers with their features; Lack for a layer that cannot be read."""
        return [(layer, _read(layer)) for layer in self.layers]

    def missing(self, mask: BaseGeometry) -> float:
        """m² of `mask` that nobody says is covered; infinite where a coverage is not declared."""
        if not self.layers:
            return 0.0
        covered = [layer.coverage for layer in self.layers]
        if any(one is None for one in covered):
            return math.inf
        return missing_area(mask, covered[0] if len(covered) == 1 else shapely.intersection_all(covered))

    def data(self) -> tuple[Data, ...]:
        return tuple(
            Data(
                name=layer.name,
                kind=layer.kind,
                edition=layer.edition.isoformat() if layer.edition else None,
                source=layer.source,
            )
            for layer in self.layers
        )


class Holdings:
    def __init__(self, workspace: Workspace, region: Region, day: date | None, named: Sequence[str] = ()) -> None:
        self.workspace = workspace
        self.region = region
        self.day = day
        self._named = [workspace.layer(name) for name in named]
        self._held: dict[str, Held] = {}
        self._zones: dict[tuple[str, ...], BaseGeometry] = {}

    @cached_property
    def statistics(self) -> tuple[Statistic, ...]:
        return read_statistics(self.workspace.folder)

    def held(self, kind: str) -> Held:
        """Lack where the kind is not held, cannot be read, or is only there in later editions."""
        if kind not in self._held:
            self._held[kind] = self._chosen(kind)
        return self._held[kind]

    def zone(self, kinds: tuple[str, ...]) -> BaseGeometry:
        """Union of the zones of these kinds inside the region (EPSG:4490); the region itself for no kinds."""
        if not kinds:
            return self.region.shape
        if kinds not in self._zones:
            shapes = [f.geometry.to_numpy() for kind in kinds for _, f in self.held(kind).features()]
            self._zones[kinds] = shapely.intersection(_united(shapes), self.region.shape)
        return self._zones[kinds]

    def statistic(self, item: str) -> Statistic:
        """The newest figure of the region that is not later than the day."""
        found = [s for s in self.statistics if s.item == item and s.region == self.region.code]
        known = [s for s in found if self.day is None or s.year <= self.day.year]
        if known:
            return max(known, key=lambda s: s.year)
        if found:
            raise Lack(f"统计项目“{item}”只有{min(s.year for s in found)}年以后的数，晚于所问的日期")
        raise Lack(f"统计项目“{item}”（{FILE} 里没有{self.region.name}的这一项）")

    def _chosen(self, kind: str) -> Held:
        named = tuple(layer for layer in self._named if layer.kind == kind)
        if named:
            return Held(kind, named, _told_of(named))
        standing = self.workspace.standing(kind)
        if standing.state == "absent":
            return Held(kind, (), (f"{kind_name(kind)}：本地区没有（{standing.source}，{standing.date}）",))
        if standing.state == "not_held":
            raise Lack(f"图层：{kind_name(kind)}")
        if standing.state == "unreadable":
            raise Lack(f"图层：{kind_name(kind)}读不出来（{standing.reason}）")
        layers = self.workspace.of_kind(kind)
        dated = [layer for layer in layers if not self.day or not layer.edition or layer.edition <= self.day]
        if not dated:
            earliest = min(layer.edition for layer in layers if layer.edition)
            raise Lack(f"图层：{kind_name(kind)}最早的版本是{earliest}，晚于所问的日期")
        newest = max((layer.edition for layer in dated if layer.edition), default=None)
        chosen = tuple(layer for layer in dated if layer.edition == newest)
        left = [f"“{layer.name}”（{layer.edition}）" for layer in dated if layer not in chosen]
        told = (f"{kind_name(kind)}有几个版本，用{newest}的；没有用{'、'.join(left)}",) if left else ()
        return Held(kind, chosen, (*told, *_told_of(chosen)))


def _told_of(layers: tuple[Layer, ...]) -> tuple[str, ...]:
    """What the layers themselves say of their numbers: a datum taken for another, areas that contradict."""
    try:
        return tuple(notice.text for layer in layers for notice in layer.notices)
    except ToolError as fault:
        raise Lack(str(fault)) from fault


def _read(layer: Layer) -> Any:
    try:
        features = layer.features()
    except ToolError as fault:
        raise Lack(str(fault)) from fault
    broken = int((~features["valid"]).sum())
    if broken:
        raise Lack(f"图层“{layer.name}”有{broken}个自相交的图形，量不准；请修好，或在清单里写 repair = true")
    return features


def _united(shapes: list[Any]) -> BaseGeometry:
    """Polygons that fit edge to edge, as parcels do, are united by their outer edges: three times as fast."""
    if not shapes:
        return shapely.Polygon()
    polygons = np.concatenate(shapes)
    fitting = shapely.coverage_is_valid(polygons)
    return shapely.coverage_union_all(polygons) if fitting else shapely.union_all(polygons)
