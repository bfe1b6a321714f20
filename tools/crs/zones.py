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


def system_of_meridian(central_meridian: float, width: int | None, *, prefixed: bool) -> str | None:
    """The system with this central meridian; of 3 degrees where the width is not known, as most data are."""
    zone = (central_meridian + 3) / 6 if width == 6 else central_meridian / 3
    return zone_system(int(zone), width or 3, prefixed=prefixed) if zone == int(zone) else None
