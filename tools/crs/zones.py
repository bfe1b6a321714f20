"""Gauss-Krüger zones (带号) of China and their EPSG numbers."""

from __future__ import annotations

from typing import Literal

Datum = Literal["CGCS2000", "WGS84", "西安80", "北京54"]

THREE_DEGREE_ZONES = range(25, 46)
SIX_DEGREE_ZONES = range(13, 24)

_FIRST_NUMBERS: dict[tuple[Datum, int], tuple[int, int]] = {
    ("CGCS2000", 3): (4513, 4534),
    ("CGCS2000", 6): (4491, 4502),
    ("西安80", 3): (2349, 2370),
    ("西安80", 6): (2327, 2338),
    ("北京54", 3): (2401, 2422),
    ("北京54", 6): (21413, 21453),
}
"""EPSG numbers of the westernmost zone, with the zone's number in front of eastings and without."""


def zone_system(zone: int, width: int, *, prefixed: bool, datum: Datum = "CGCS2000") -> str | None:
    """EPSG number of a zone of 3 or 6 degrees, eastings with its number in front or not; None for no zone of China."""
    first = _FIRST_NUMBERS.get((datum, width))
    zones = THREE_DEGREE_ZONES if width == 3 else SIX_DEGREE_ZONES
    return f"EPSG:{first[0 if prefixed else 1] + zone - zones.start}" if first and zone in zones else None


def system_of_prefix(zone: int, datum: Datum = "CGCS2000") -> str | None:
    """The system whose eastings start with this number: 3-degree zones are 25 to 45, 6-degree ones 13 to 23."""
    return zone_system(zone, 3, prefixed=True, datum=datum) or zone_system(zone, 6, prefixed=True, datum=datum)


def systems_of_meridian(central_meridian: float, datum: Datum = "CGCS2000") -> list[str]:
    """Systems of plain eastings with this central meridian, the 3-degree one first, as most data are; both mean the
    same coordinates."""
    three, six = central_meridian / 3, (central_meridian + 3) / 6
    found = [
        zone_system(int(zone), width, prefixed=False, datum=datum)
        for zone, width in ((three, 3), (six, 6))
        if zone % 1 == 0
    ]
    return [system for system in found if system]
