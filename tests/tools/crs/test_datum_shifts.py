"""Xi'an 80 and Beijing 54 only with this node's parameters, which no message, repr or exception shows."""

from __future__ import annotations

import traceback
from pathlib import Path

import numpy as np
import pytest
import shapely

from tools.crs import CrsFault, LocalFrame
from tools.crs.conversion import Conversion

SECRET = {"dx": 12.3456, "dy": -78.9012, "dz": 34.5678, "rx": 0.111, "ry": -0.222, "rz": 0.333, "scale_ppm": 4.444}
XIAN80_ZONE_38 = "EPSG:2362"


def parameters(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "shifts.toml"
    file.write_text(text, encoding="utf-8")
    return file


def seven(datum: str = "西安80", **changed: object) -> str:
    values = {"uncertainty_m": 0.3, **SECRET, "convention": '"position_vector"', **changed}
    return "\n".join([f'["{datum}"]', *(f"{name} = {value}" for name, value in values.items() if value is not None)])


def test_without_a_parameter_file_an_old_datum_is_refused_with_the_way_out() -> None:
    with pytest.raises(CrsFault, match=r"“地块”是西安80坐标.*先转成 CGCS2000"):
        Conversion.of(XIAN80_ZONE_38, "地块")


def test_seven_parameters_move_a_place_as_the_formula_does(tmp_path: Path) -> None:
    conversion = Conversion.of("EPSG:4610", "地块", parameters(tmp_path, seven()))
    moved = conversion.to_cgcs2000(np.array([shapely.Point(114.0, 30.0)]))[0]
    assert conversion.uncertainty_m == 0.3
    expected = bursa_wolf(114.0, 30.0)
    assert (moved.x, moved.y) == pytest.approx(expected, abs=1e-9)


def bursa_wolf(lon: float, lat: float) -> tuple[float, float]:
    """Worked by hand: IAG 75 to earth-centred metres, small-angle rotation, back on the CGCS2000 ellipsoid."""
    a, f = 6378140.0, 1 / 298.257
    e2 = f * (2 - f)
    phi, lam = np.radians(lat), np.radians(lon)
    n = a / np.sqrt(1 - e2 * np.sin(phi) ** 2)
    x, y, z = n * np.cos(phi) * np.cos(lam), n * np.cos(phi) * np.sin(lam), n * (1 - e2) * np.sin(phi)
    rx, ry, rz = (np.radians(SECRET[name] / 3600) for name in ("rx", "ry", "rz"))
    m = 1 + SECRET["scale_ppm"] * 1e-6
    x2 = SECRET["dx"] + m * (x - rz * y + ry * z)
    y2 = SECRET["dy"] + m * (rz * x + y - rx * z)
    z2 = SECRET["dz"] + m * (-ry * x + rx * y + z)
    b, g = 6378137.0, 1 / 298.257222101
    d2 = g * (2 - g)
    p = np.hypot(x2, y2)
    phi = np.arctan2(z2, p * (1 - d2))
    for _ in range(10):
        phi = np.arctan2(z2 + d2 * b / np.sqrt(1 - d2 * np.sin(phi) ** 2) * np.sin(phi), p)
    return float(np.degrees(np.arctan2(y2, x2))), float(np.degrees(phi))


def test_a_pipeline_of_the_node_is_used_as_it_stands(tmp_path: Path) -> None:
    file = parameters(tmp_path, '["北京54"]\nuncertainty_m = 0.5\npipeline = "+proj=affine +xoff=0.0005 +yoff=-0.0002"')
    found = Conversion.of("EPSG:4214", "地块", file).to_cgcs2000(np.array([shapely.Point(114.0, 30.0)]))[0]
    assert (found.x, found.y) == pytest.approx((114.0005, 29.9998), abs=1e-12)


def test_a_box_is_found_through_projection_and_shift(tmp_path: Path) -> None:
    conversion = Conversion.of(XIAN80_ZONE_38, "地块", parameters(tmp_path, seven()))
    stored = shapely.box(38_500_000, 3_300_000, 38_500_500, 3_300_400)
    place = conversion.to_cgcs2000(np.array([stored]))[0]
    assert shapely.box(*conversion.stored_bounds(place.bounds)).covers(stored)
    assert LocalFrame.around(place).to_metres(place).area == pytest.approx(stored.area, rel=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        seven(convention='"sideways"'),
        seven(dz=None),
        seven(uncertainty_m=None),
        seven(uncertainty_m="nan"),
        seven(dx=1234567.8901),
        seven("北京54"),
        "['西安80']\nuncertainty_m = 0.3\npipeline = '+proj=nonsense +secret=12.3456'",
        "['西安80']\nuncertainty_m = 0.3\npipeline = '+proj=affine +xoff=5.0'",
        "[西安80\nsecret = 12.3456",
    ],
)
def test_a_parameter_file_that_cannot_be_used_is_said_without_quoting_it(tmp_path: Path, text: str) -> None:
    with pytest.raises(CrsFault, match="“地块”") as fault:
        Conversion.of(XIAN80_ZONE_38, "地块", parameters(tmp_path, text))
    told = "".join(traceback.format_exception(fault.value)) + repr(fault.value)
    for secret in ("12.3456", "-78.9012", "1234567", "nonsense", "shifts.toml"):
        assert secret not in told


def test_nothing_that_can_be_shown_holds_the_parameters(tmp_path: Path) -> None:
    conversion = Conversion.of(XIAN80_ZONE_38, "地块", parameters(tmp_path, seven()))
    shown = repr(conversion) + str(conversion) + repr(conversion.shift)
    for value in SECRET.values():
        assert str(value) not in shown
    assert "helmert" not in shown
    assert conversion == Conversion.of(XIAN80_ZONE_38, "地块", parameters(tmp_path, seven(dx=1.0))), "not even compared"
