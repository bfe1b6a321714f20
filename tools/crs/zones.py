"""Gauss-Krüger zones (带号) of CGCS2000 and their EPSG numbers."""

from __future__ import annotations

THREE_DEGREE_ZONES = range(25, 46)
SIX_DEGREE_ZONES = range(13, 24)


def zone_system(zone: int, width: int, *, prefixed: bool) -> str | None:
    """EPSG number of a zone of 3 or 6 degrees, eastings with its number in front or not; None for no zone of China."""
    zones, first_prefixed, first_plain = (
        (THREE_DEGREE_ZONES, 4513, 4534) if width == 3 else (SIX_DEGREE_ZONES, 4491, 4502)
    )
    return f"EPSG:{(first_prefixed if prefixed else first_plain) + zone - zones.start}" if zone in zones else None


def system_of_prefix(zone: int) -> str | None:
    """The system whose eastings start with this number: 3-degree zones are 25 to 45, 6-degree ones 13 to 23."""
    return zone_system(zone, 3, prefixed=True) or zone_system(zone, 6, prefixed=True)


def systems_of_meridian(central_meridian: float) -> list[str]:
    """Systems of plain eastings with this central meridian, the 3-degree one first, as most data are; both mean the
    same coordinates."""
    three, six = central_meridian / 3, (central_meridian + 3) / 6
    found = [zone_system(int(zone), width, prefixed=False) for zone, width in ((three, 3), (six, 6)) if zone % 1 == 0]
    return [system for system in found if system]


def central_meridian(zone: int, width: int) -> float:
    return zone * 3.0 if width == 3 else zone * 6.0 - 3.0
