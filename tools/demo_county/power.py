"""Power lines: straight from pylon to pylon, with a wire on either side of the middle; one cable under a street."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .country import Country
from .ground import Floats

PYLONS = 420.0
"""m between corners of a line."""
HALF_SPREAD = {500: 12.0, 220: 7.5, 110: 4.0, 35: 2.5, 10: 1.2}
"""kV → m from the middle to the outer wire."""
CABLE_HALF = 0.3
"""m: half the width of a trench with cables."""


@dataclass(frozen=True)
class PowerLine:
    name: str
    kilovolts: int
    points: Floats
    """(n, 2) m, the middle"""
    buried: bool = False

    @property
    def wires(self) -> tuple[shapely.LineString, ...]:
        """边导线 of an overhead line, the two outer cables of a buried one."""
        half = CABLE_HALF if self.buried else HALF_SPREAD[self.kilovolts]
        middle = shapely.LineString(self.points)
        left, right = (shapely.offset_curve(middle, side * half, join_style="mitre") for side in (1, -1))
        return left, right


def string_power_lines(country: Country) -> list[PowerLine]:
    radius, seats = country.ground.size.radius, country.settled.seats
    station = seats[0] + country.settled.radius[0] * np.array([1.25, -0.85])
    trunk = np.array([(-1.9, -0.62), (-0.7, -0.66), (0.55, -0.5), (1.9, -0.25)]) * radius
    feed = np.array([(0.55, -0.5), (0.42, -0.32)]) * radius
    lines = [
        PowerLine("示例一线", 500, _corners(country, trunk)),
        PowerLine("示例二线", 220, _corners(country, np.concatenate([feed, [station]]))),
    ]
    for number, seat in enumerate(seats[1:], start=1):
        towards = seat + (station - seat) / np.hypot(*(station - seat)) * country.settled.radius[number] * 1.15
        kilovolts = 110 if number % 2 else 35
        lines.append(PowerLine(f"城{number}线", kilovolts, _corners(country, np.array([station, towards]))))
    villages = country.settled.places[len(seats) :: 4]
    towns = country.settled.town[len(seats) :: 4]
    for number, (village, town) in enumerate(zip(villages, towns, strict=True), start=1):
        if np.hypot(*(village - seats[town])) > 1.6 * country.settled.radius[town]:
            start = seats[town] + (village - seats[town]) / np.hypot(*(village - seats[town])) * (
                country.settled.radius[town] * 1.1
            )
            lines.append(PowerLine(f"农{number}线", 10, _corners(country, np.array([start, village]))))
    street = next(course for course in country.courses if course.kind in ("arterial", "collector", "local"))
    lines.append(PowerLine("城区电缆一线", 10, street.points, buried=True))
    return lines


def _corners(country: Country, through: Floats) -> Floats:
    """Corners a little off the straight way, as a line keeps clear of houses."""
    straight = shapely.get_coordinates(shapely.segmentize(shapely.LineString(through), PYLONS))
    bent = country.ground.bent(straight)
    bent[0], bent[-1] = straight[0], straight[-1]
    return np.asarray(straight + 0.25 * (bent - straight))
