"""The lie of the land: smooth noise, the outline, heights and slope. Metres around the county's centre."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry import Polygon

from .size import Size

Floats = npt.NDArray[np.float64]
TOWARDS_HILLS = np.array([-0.64, 0.77])
"""The hills lie in the north-west, the plain in the south-east."""
HILL_HEIGHT, BASE_HEIGHT = 150.0, 42.0
"""m: amplitude of the hills, height of the plain above sea level."""
SLOPE_STEP = 20.0
"""m over which a slope is taken."""


@dataclass(frozen=True)
class Noise:
    """Sum of plane waves around one wavelength: smooth, and the same for the same seed on any machine."""

    waves: Floats
    """(n, 4): wave vector x, y in rad/m; phase; amplitude"""

    @classmethod
    def of(cls, rng: np.random.Generator, wavelength: float, waves: int = 22) -> Noise:
        angle = rng.uniform(0, 2 * np.pi, waves)
        number = 2 * np.pi / (wavelength * rng.uniform(0.55, 1.9, waves))
        amplitude = rng.uniform(0.5, 1.0, waves)
        amplitude /= np.sqrt(np.sum(amplitude**2) / 2)
        return cls(np.c_[number * np.cos(angle), number * np.sin(angle), rng.uniform(0, 2 * np.pi, waves), amplitude])

    def __call__(self, at: Floats) -> Floats:
        """About a standard normal value for each point of `at` (n, 2)."""
        total = np.zeros(len(at))
        for kx, ky, phase, amplitude in self.waves:
            total += amplitude * np.cos(kx * at[:, 0] + ky * at[:, 1] + phase)
        return total


@dataclass(frozen=True)
class Ground:
    size: Size
    outline: Polygon
    bends: tuple[Noise, Noise]
    hills: Noise
    foothills: Noise
    fields: dict[str, Noise] = field(repr=False)

    @classmethod
    def of(cls, size: Size, rng: np.random.Generator) -> Ground:
        names = ("wet", "orchard", "forest", "grass", "protected", "planned", "spare")
        return cls(
            size,
            _outline(size, rng),
            (Noise.of(rng, 4200.0), Noise.of(rng, 4200.0)),
            Noise.of(rng, 1500.0),
            Noise.of(rng, max(size.radius * 0.8, 2000.0)),
            {name: Noise.of(rng, wavelength) for name, wavelength in zip(names, _wavelengths(size), strict=True)},
        )

    def bent(self, at: Floats) -> Floats:
        """Points drawn straight, moved with the country, so that nothing in it is ruler-straight."""
        reach = min(150.0, self.size.radius * 0.035)
        return np.asarray(at + reach * np.c_[self.bends[0](at), self.bends[1](at)])

    def hilliness(self, at: Floats) -> Floats:
        """0 in the plain, 1 in the hills."""
        along = at @ TOWARDS_HILLS / self.size.radius + 0.22 * self.foothills(at) + 0.045 * self.hills(at)
        t = np.clip((along + 0.12) / 0.62, 0.0, 1.0)
        return np.asarray(t * t * (3 - 2 * t))

    def height(self, at: Floats) -> Floats:
        """m above sea level."""
        hilly = self.hilliness(at)
        rise = BASE_HEIGHT + 12 * (at @ TOWARDS_HILLS / self.size.radius)
        peaks = np.abs(self.hills(at)) ** 1.2
        return np.asarray(rise + (190 + HILL_HEIGHT * peaks) * hilly + 1.5 * self.hills(at))

    def slope(self, at: Floats) -> Floats:
        """Degrees."""
        east, north = np.array([SLOPE_STEP, 0.0]), np.array([0.0, SLOPE_STEP])
        dx = (self.height(at + east) - self.height(at - east)) / (2 * SLOPE_STEP)
        dy = (self.height(at + north) - self.height(at - north)) / (2 * SLOPE_STEP)
        return np.asarray(np.degrees(np.arctan(np.hypot(dx, dy))))


def _wavelengths(size: Size) -> tuple[float, ...]:
    small = max(500.0, size.radius * 0.12)
    return (small * 1.6, small, small * 1.3, small * 1.2, small * 3.0, small, small)


def _outline(size: Size, rng: np.random.Generator) -> Polygon:
    """An elongated outline with bays, of the county's area."""
    turn = np.linspace(0, 2 * np.pi, 721)[:-1]
    reach = np.ones_like(turn)
    for wave in range(2, 44):
        reach += rng.normal(0, 0.15 / wave) * np.cos(wave * turn + rng.uniform(0, 2 * np.pi))
    ring = np.c_[np.cos(turn) * reach * 1.12, np.sin(turn) * reach / 1.12]
    tilt = np.radians(25)
    ring = ring @ np.array([[np.cos(tilt), np.sin(tilt)], [-np.sin(tilt), np.cos(tilt)]])
    shape = shapely.Polygon(ring)
    return shapely.Polygon(ring * np.sqrt(size.area / shape.area))
