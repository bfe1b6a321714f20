"""The layers of a kind near a site: which of their editions speaks where, and what could not be read."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import pandas
import shapely
from shapely.geometry.base import BaseGeometry

from ..crs import area_of
from ..layers import Layer, StandingState, Workspace
from ..tool import ToolError
from .plot import Bounds, Plot

_ROUND_ABOUT_M = 10.0
"""Features so near the site are read too: its own place may be in doubt by a metre."""
_LINES = ("LineString", "MultiLineString", "Point", "MultiPoint")


@dataclass(frozen=True, eq=False)
class Sheet:
    """One layer's features near the site."""

    layer: Layer
    features: Any
    """GeoDataFrame, EPSG:4490"""
    coverage: BaseGeometry | None
    elsewhere: BaseGeometry | None = None
    """Where a newer edition covers and this one is not asked."""

    @cached_property
    def columns(self) -> dict[str, Any]:
        """Fields as arrays, in the order of the features."""
        shapes = self.features.geometry.name
        plain = pandas.DataFrame(self.features)
        return {str(name): plain[name].to_numpy() for name in plain.columns if name != shapes}


@dataclass(frozen=True, eq=False)
class Reading:
    kind: str
    state: StandingState
    why: str
    """of a state other than held, in Chinese"""
    sheets: tuple[Sheet, ...] = ()
    faults: tuple[str, ...] = ()
    """Layers of the kind that could not be read."""
    notices: tuple[str, ...] = ()
    uncertainty_m: float = 0.0

    @cached_property
    def coverage(self) -> BaseGeometry | None:
        """Where the layers together are complete; None where none declares it."""
        declared = [sheet.coverage for sheet in self.sheets if sheet.coverage is not None]
        if not declared:
            return None
        whole = declared[0] if all(one is declared[0] for one in declared) else shapely.union_all(declared)
        shapely.prepare(whole)
        return whole

    def uncovered(self, plot: Plot) -> float:
        """m² of the plot where the layers may be incomplete."""
        if self.state != "held" or self.coverage is None:
            return plot.area_m2
        if shapely.covers(self.coverage, plot.shape):
            return 0.0
        return min(area_of(shapely.difference(plot.shape, self.coverage)), plot.area_m2)


@dataclass(eq=False)
class Readings:
    """Everything read for one site on one day, each kind once."""

    workspace: Workspace
    day: date
    plot: Plot
    margin_m: Mapping[str, float]
    """How far around the plot features of a kind matter, where it is not 0."""
    lines: frozenset[str] = frozenset()
    """Kinds that may be lines."""
    _known: dict[str, Reading] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, kind: str) -> Reading:
        with self._lock:
            if kind not in self._known:
                self._known[kind] = self._read(kind)
            return self._known[kind]

    def known(self, kinds: Sequence[str]) -> list[Reading]:
        """Of these kinds, what has been read so far."""
        with self._lock:
            return [self._known[kind] for kind in kinds if kind in self._known]

    def read(self) -> list[Reading]:
        """What has been read so far, in the order of kinds."""
        with self._lock:
            return [self._known[kind] for kind in sorted(self._known)]

    def _read(self, kind: str) -> Reading:
        layers = self.workspace.of_kind(kind)
        if not layers:
            return self._without_layers(kind)
        bounds = self.plot.bounds(self.margin_m.get(kind, 0.0) + _ROUND_ABOUT_M)
        sheets: list[Sheet] = []
        faults: list[str] = []
        notices: list[str] = []
        for series in _series(layers):
            found, wrong, said = _speaking(_newest_first(series, self.day), bounds, kind in self.lines)
            sheets += found
            faults += wrong
            notices += said
        notices += [
            f"图层“{sheet.layer.name}”的版本 {sheet.layer.edition} 晚于审查日期"
            for sheet in sheets
            if sheet.layer.edition is not None and sheet.layer.edition > self.day
        ]
        notices += [notice.text for sheet in sheets for notice in sheet.layer.notices]
        return Reading(
            kind,
            "held" if sheets else "unreadable",
            "；".join(faults),
            tuple(sheets),
            tuple(faults),
            tuple(notices),
            max((sheet.layer.uncertainty_m for sheet in sheets), default=0.0),
        )

    def _without_layers(self, kind: str) -> Reading:
        standing = self.workspace.standing(kind)
        if standing.state == "absent":
            day = f"，{standing.date}" if standing.date else ""
            return Reading(kind, "absent", f"{self.workspace.name}没有这类图层的对象（{standing.source}{day}）")
        return Reading(kind, "not_held", f"工作区没有 {kind} 图层")


def _series(layers: Sequence[Layer]) -> Iterator[list[Layer]]:
    """Editions of one thing bear one name but for a year; layers of other names stand beside each other."""
    named: dict[str, list[Layer]] = {}
    for layer in layers:
        named.setdefault(re.sub(r"[\d\W_]|年|版|月|日", "", layer.name), []).append(layer)
    yield from named.values()


def _newest_first(series: Sequence[Layer], day: date) -> list[Layer]:
    """The edition in use on the day first; those made later only after all earlier ones."""

    def order(layer: Layer) -> tuple[bool, int]:
        edition = layer.edition.toordinal() if layer.edition else 0
        later = layer.edition is not None and layer.edition > day
        return later, edition if later else -edition

    return sorted(series, key=order)


def _speaking(layers: Sequence[Layer], bounds: Bounds, may_be_lines: bool) -> tuple[list[Sheet], list[str], list[str]]:
    """A newer edition speaks wherever it covers; an older one only where none newer does."""
    sheets: list[Sheet] = []
    faults: list[str] = []
    notices: list[str] = []
    taken: BaseGeometry | None = None
    here = shapely.box(*bounds)
    edition: date | None = None
    for layer in layers:
        beside = bool(sheets) and layer.edition == edition
        if sheets and not beside and (taken is None or shapely.covers(taken, here)):
            notices.append(f"另有旧版图层“{layer.name}”（{layer.edition}），未采用")
            continue
        try:
            sheet = _sheet(layer, bounds, None if beside or not sheets else taken, may_be_lines)
        except ToolError as fault:
            faults.append(str(fault))
            continue
        sheets.append(sheet)
        edition = layer.edition
        if sheet.coverage is not None:
            taken = sheet.coverage if taken is None else shapely.union(taken, sheet.coverage)
    return sheets, faults, notices


def _sheet(layer: Layer, bounds: Bounds, elsewhere: BaseGeometry | None, may_be_lines: bool) -> Sheet:
    features = layer.features(bounds)
    if not may_be_lines:
        types = {layer.stored.header.geometry, *features.geometry.geom_type.unique()} & set(_LINES)
        if types:
            raise ToolError(f"图层“{layer.name}”是线或点，不能用来判断是否重叠；请换成面图层")
    return Sheet(layer, features, layer.coverage, elsewhere)
