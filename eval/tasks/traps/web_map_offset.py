"""The offset of Chinese web maps (GCJ-02) in its publicly known form, written apart from the code that detects it."""

from __future__ import annotations

from math import cos, pi, radians, sin, sqrt

_A = 6378245.0
_E2 = 0.00669342162296594323


def shifted(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a web map shows a place given in degrees."""
    x, y = longitude - 105.0, latitude - 35.0
    waves = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + waves
    d_lat += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + waves
    d_lon += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    phi = radians(latitude)
    w = sqrt(1 - _E2 * sin(phi) ** 2)
    north = d_lat * 180.0 / (_A * (1 - _E2) / w**3 * pi)
    east = d_lon * 180.0 / (_A / w * cos(phi) * pi)
    return longitude + east, latitude + north
