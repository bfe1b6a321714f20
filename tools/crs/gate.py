"""The gate before the coordinates of a layer: do they agree with the system they claim, and lie in China."""

from __future__ import annotations

import math

from .faults import CrsFault
from .systems import Grid, ReferenceSystem
from .zones import system_of_prefix, systems_of_meridian

Bounds = tuple[float, float, float, float]
"""west, south, east, north"""

CHINA: Bounds = (73.0, 3.0, 136.0, 54.0)
"""Land and sea of China in degrees, generously."""
_NORTHINGS = (300_000.0, 6_050_000.0)
"""Of China, in metres from the equator."""
FARTHEST_FROM_MERIDIAN_M = 450_000.0
"""Beyond the neighbouring zones of 3 degrees anywhere in China, and beyond the edge of a zone of 6."""


def check_stored(system: ReferenceSystem, bounds: Bounds, layer: str) -> None:
    """Raise CrsFault where stored coordinates contradict their system: units, axes, zone."""
    if not all(math.isfinite(value) for value in bounds):
        raise CrsFault(f"图层“{layer}”的坐标里有无穷大或空值（NaN）；请修好再提交")
    if system.grid is None:
        _check_degrees(system, bounds, layer)
    elif not _fits(system.grid, bounds):
        _refuse_metres(system, system.grid, bounds, layer)


def check_place(bounds: Bounds, layer: str) -> None:
    """Raise CrsFault where coordinates, brought to CGCS2000 degrees, are outside China."""
    if not _within(bounds, CHINA):
        raise CrsFault(
            f"图层“{layer}”换算后落在中国范围以外（经度 {bounds[0]:.4f}–{bounds[2]:.4f}，"
            f"纬度 {bounds[1]:.4f}–{bounds[3]:.4f}）；请核对坐标系、带号和坐标顺序"
        )


def _check_degrees(system: ReferenceSystem, bounds: Bounds, layer: str) -> None:
    west, south, east, north = bounds
    if _are_metres(bounds):
        prefix = int(east // 1_000_000) if east >= 13_000_000 else int(north // 1_000_000)
        likely = system_of_prefix(prefix)
        hint = f"带号 {prefix}，像是 {likely}" if likely else "请写明是哪一个投影带，例如 EPSG:4524"
        raise CrsFault(
            f"图层“{layer}”写的是经纬度（{system.name}），坐标却是米（例如 {east:.0f}, {north:.0f}）；{hint}"
        )
    if _within(_turned(bounds), CHINA) and not _within(bounds, CHINA):
        raise CrsFault(
            f"图层“{layer}”的坐标顺序反了：第一个数像纬度（{west:.4f}），第二个像经度（{south:.4f}）；"
            "请改成先经度后纬度"
        )


def _are_metres(bounds: Bounds) -> bool:
    return max(abs(value) for value in bounds) > 360


def _fits(grid: Grid, bounds: Bounds) -> bool:
    west, south, east, north = bounds
    off = max(abs(west - grid.false_easting), abs(east - grid.false_easting))
    if off > FARTHEST_FROM_MERIDIAN_M:
        return False
    if grid.latitude_of_origin:
        return True  # northings count from elsewhere; where they lead is seen after the conversion
    return south - grid.false_northing >= _NORTHINGS[0] and north - grid.false_northing <= _NORTHINGS[1]


def _refuse_metres(system: ReferenceSystem, grid: Grid, bounds: Bounds, layer: str) -> None:
    west, south, east, north = bounds
    if not _are_metres(bounds):
        raise CrsFault(
            f"图层“{layer}”写的是投影坐标（{system.name}，米），坐标却像经纬度（例如 {east:.4f}, {north:.4f}）；"
            "请写明真正的坐标系，例如 EPSG:4490"
        )
    if _fits(grid, _turned(bounds)) or _swapped_elsewhere(bounds):
        raise CrsFault(
            f"图层“{layer}”的坐标顺序反了：第一个数像北坐标（{west:.0f}），第二个像东坐标（{south:.0f}）；"
            "请改成先东坐标（横）后北坐标（纵）"
        )
    _refuse_zone(system, grid, west, east, layer)
    raise CrsFault(f"图层“{layer}”的北坐标（{south:.0f}–{north:.0f} 米）不在中国范围；请核对坐标系")


def _swapped_elsewhere(bounds: Bounds) -> bool:
    """Northings first, then eastings with the number of another zone."""
    west, south, east, north = bounds
    northing_first = _NORTHINGS[0] <= west and east <= _NORTHINGS[1]
    prefix = int(south // 1_000_000)
    return northing_first and prefix == int(north // 1_000_000) and system_of_prefix(prefix) is not None


def _refuse_zone(system: ReferenceSystem, grid: Grid, west: float, east: float, layer: str) -> None:
    off = max(abs(west - grid.false_easting), abs(east - grid.false_easting))
    if off <= FARTHEST_FROM_MERIDIAN_M:
        return
    stored = {int(value // 1_000_000) for value in (west, east)}
    found = system_of_prefix(max(stored)) if len(stored) == 1 else None
    if found and max(stored) != grid.prefix:
        declared = f"带号 {grid.prefix}" if grid.prefix else "不带带号"
        raise CrsFault(
            f"图层“{layer}”写的是 {system.name}（{declared}），坐标的带号却是 {max(stored)}（例如 {east:.0f}）；"
            f"像是 {found}，请写明"
        )
    if grid.prefix and max(abs(west - 500_000), abs(east - 500_000)) <= FARTHEST_FROM_MERIDIAN_M:
        likely = next(iter(systems_of_meridian(grid.central_meridian)), "同一中央经线、不带带号的坐标系")
        raise CrsFault(
            f"图层“{layer}”写的是 {system.name}（东坐标带带号 {grid.prefix}），坐标却不带带号（例如 {east:.0f}）；"
            f"中央经线若是 {grid.central_meridian:g}°，请写 {likely}"
        )
    raise CrsFault(
        f"图层“{layer}”离 {system.name} 的中央经线 {grid.central_meridian:g}° 有 {off / 1000:.0f} 公里，"
        "不在这个投影带里；请核对带号或中央经线"
    )


def _turned(bounds: Bounds) -> Bounds:
    return bounds[1], bounds[0], bounds[3], bounds[2]


def _within(bounds: Bounds, other: Bounds) -> bool:
    return bounds[0] >= other[0] and bounds[1] >= other[1] and bounds[2] <= other[2] and bounds[3] <= other[3]
