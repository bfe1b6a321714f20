"""How large the county is for a wanted number of parcels, and where it lies."""

from __future__ import annotations

import math
from dataclasses import dataclass

REGION = "999901"
NAME = "示例县"
LONGITUDE, LATITUDE = 114.35, 31.62
"""Of the centre; the county is invented, so what really lies there does not matter."""
ZONE_CRS, ZONE_CRS_PREFIXED, GEOGRAPHIC_CRS = "EPSG:4547", "EPSG:4526", "EPSG:4490"
"""CGCS2000 3-degree Gauss-Kruger, central meridian 114°E, without and with the zone number 38; geographic."""
SMALLEST, LARGEST = 1_500, 1_000_000


@dataclass(frozen=True)
class Size:
    parcels: int

    @property
    def area(self) -> float:
        """m². Large counties are cut into smaller parcels: 1.9 ha at 2,000, 1.2 ha at 20,000, 0.7 ha at 300,000."""
        return 240e6 * math.pow(self.parcels / 20_000, 0.8)

    @property
    def radius(self) -> float:
        return math.sqrt(self.area / math.pi)

    @property
    def towns(self) -> int:
        """乡镇, the county town included."""
        return max(3, round(8 * math.pow(self.parcels / 20_000, 0.4)))

    @property
    def villages(self) -> int:
        """行政村."""
        return max(15, round(self.area / 1e6 / 2.7 * math.pow(20_000 / self.parcels, 0.1)))

    @property
    def town_radius(self) -> float:
        """m, of the built-up county town."""
        return 1250 * math.pow(self.parcels / 20_000, 0.25)

    @property
    def river_width(self) -> float:
        """m."""
        return min(140.0, max(36.0, 70 * math.pow(self.parcels / 20_000, 0.3)))

    @property
    def spacing(self) -> float:
        """m between the middles of rural parcels, before it is fitted to the wanted number."""
        return math.sqrt(self.area / self.parcels) * 0.97
