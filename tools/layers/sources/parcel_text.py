"""The text of a coordinate file for land approval (报批坐标 TXT): what it says, line by line.

[属性描述]
坐标系=2000国家大地坐标系
几度分带=3
计量单位=米
带号=38
…
[地块坐标]
5,0.3500,1,东湖地块,面,,工业用地,,@          # points, area in ha, number, name, point/line/area, sheet, use, class
J1,1,3366023.532,38579018.843               # point, ring (圈号), X, which is the northing, Y, which is the easting
…
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..faults import LayerFault

Point = tuple[float, float]
"""easting, northing (or longitude, latitude)"""

_FIELDS = 8
"""Before the @ that ends the line of a parcel; some write more, or leave the last out."""


@dataclass
class Parcel:
    line: int
    said: list[str]
    """the fields of its line, as many as there are"""
    rings: list[list[Point]] = field(default_factory=list)
    points: int = 0
    """lines read"""
    closings: int = 0
    """of these, repeated first points"""
    _ring: str | None = None

    def add(self, ring: str, point: Point) -> None:
        """Rings by their number; one that has closed is followed by another, whatever its number."""
        self.points += 1
        open_ring = bool(self.rings) and ring == self._ring
        if open_ring and len(self.rings[-1]) > 2 and point == self.rings[-1][0]:
            self.closings += 1
            self._ring = None
            return
        if not open_ring:
            self.rings.append([])
        self._ring = ring
        self.rings[-1].append(point)

    def declared(self, place: int) -> str:
        return self.said[place].strip() if place < len(self.said) else ""


@dataclass(frozen=True)
class ParcelFile:
    description: dict[str, str]
    """the lines KEY=VALUE before the coordinates"""
    parcels: tuple[Parcel, ...]


def read_parcels(text: str, name: str) -> ParcelFile:
    """LayerFault, with the number of the line, where it is not what the format says."""
    description: dict[str, str] = {}
    parcels: list[Parcel] = []
    section = ""
    for number, line in _lines(text):
        if line[0] in "[【" and line[-1] in "]】":
            section = line[1:-1].strip()
        elif section == "地块坐标":
            _coordinates(line, number, parcels, name)
        elif section:
            key, _, value = line.replace("＝", "=").partition("=")
            description.setdefault(key.strip(), value.strip())
        else:
            raise LayerFault(f"图层“{name}”：不是报批坐标文件，第 {number} 行以前要有 [属性描述] 和 [地块坐标]")
    if not parcels:
        raise LayerFault(f"图层“{name}”：文件里没有 [地块坐标] 或其中没有地块；请按报批坐标格式重新导出")
    for parcel in parcels:
        _complete(parcel, name)
    return ParcelFile(description, tuple(parcels))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line.strip()


def _coordinates(line: str, number: int, parcels: list[Parcel], name: str) -> None:
    if line.endswith("@"):
        parcels.append(Parcel(number, line[:-1].rstrip().removesuffix(",").split(",")))
        return
    parts = [part.strip() for part in line.replace("，", ",").split(",")]
    if not parcels:
        raise LayerFault(f"图层“{name}”：第 {number} 行的界址点前面没有地块行（以 @ 结尾）；请补上")
    if len(parts) < 4:
        raise LayerFault(f"图层“{name}”：第 {number} 行应是“点号,圈号,X,Y”，现有 {len(parts)} 项；请补全")
    try:
        northing, easting = float(parts[2]), float(parts[3])
    except ValueError:
        raise LayerFault(f"图层“{name}”：第 {number} 行的坐标不是数字（{parts[2]}, {parts[3]}）；请改正") from None
    if not (math.isfinite(northing) and math.isfinite(easting)):
        raise LayerFault(f"图层“{name}”：第 {number} 行的坐标是无穷大或空值；请改正")
    parcels[-1].add(parts[1], (easting, northing))


def _complete(parcel: Parcel, name: str) -> None:
    """The count of points in the line of the parcel is the only thing that tells a file cut short."""
    called = f"第 {parcel.line} 行的地块“{parcel.declared(3) or parcel.declared(2) or '未命名'}”"
    if not parcel.rings:
        raise LayerFault(f"图层“{name}”：{called}没有界址点；请补上")
    declared = parcel.declared(0)
    fewest = parcel.points - parcel.closings
    if declared.isdigit() and not fewest <= int(declared) <= parcel.points:
        raise LayerFault(
            f"图层“{name}”：{called}写有 {declared} 个界址点，实际 {parcel.points} 个，文件可能不完整；请核对"
        )
