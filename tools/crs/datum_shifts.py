"""Xi'an 80 and Beijing 54 to CGCS2000 with the node's own parameters, which are secret and never leave this module.

A TOML file that lies on this node only, one table per datum:

    ["西安80"]                      # or ["北京54"]; TOML wants the quotes
    uncertainty_m = 0.3
    pipeline = "+proj=pipeline …"   # PROJ, degrees (longitude, latitude) of the old datum to degrees of CGCS2000

or instead of `pipeline` seven parameters (Bursa-Wolf, metres, arc seconds, ppm):

    dx = 0.0
    dy = 0.0
    dz = 0.0
    rx = 0.0
    ry = 0.0
    rz = 0.0
    scale_ppm = 0.0
    convention = "position_vector"  # or "coordinate_frame"
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyproj

from .ellipsoid import INVERSE_FLATTENING, SEMI_MAJOR_M
from .faults import CrsFault
from .zones import Datum

_ELLIPSOIDS: dict[Datum, tuple[float, float]] = {"西安80": (6378140.0, 298.257), "北京54": (6378245.0, 298.3)}
"""IAG 1975 and Krassovsky: semi-major axis in metres, inverse flattening."""
_PARAMETERS = ("dx", "dy", "dz", "rx", "ry", "rz", "scale_ppm")
_FARTHEST_DEGREES = 0.01
"""About 1 km. The old datums lie at most some 200 m away: beyond is a slip of sign, unit or axis."""


@dataclass(frozen=True)
class DatumShift:
    """Degrees of an old datum to degrees of CGCS2000. Shows nothing of its parameters."""

    datum: Datum
    uncertainty_m: float
    transformer: pyproj.Transformer = field(repr=False, compare=False)


def datum_shift(datum: Datum, file: Path | None, layer: str) -> DatumShift:
    """The node's transformation for `datum`; CrsFault, which quotes nothing of the file, where there is none."""
    if file is None:
        raise CrsFault(
            f"图层“{layer}”是{datum}坐标，没有公开的严密转换；请在本节点配置{datum}到 CGCS2000 的转换参数文件，"
            "或先转成 CGCS2000 再提交"
        )
    table = _table(datum, file, layer)
    uncertainty = table.get("uncertainty_m")
    if not isinstance(uncertainty, int | float) or not 0 <= uncertainty < math.inf:
        raise CrsFault(f"图层“{layer}”：本节点的{datum}转换没有写明不确定度 uncertainty_m（米）")
    transformer = _transformer(_pipeline(datum, table, layer))
    if transformer is None or not _is_plausible(transformer):
        raise CrsFault(f"图层“{layer}”：本节点的{datum}转换参数用不了；请核对转换参数文件")
    return DatumShift(datum, float(uncertainty), transformer)


def _table(datum: Datum, file: Path, layer: str) -> dict[str, Any]:
    content: dict[str, Any] | None = None
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        content = None  # the reason may quote a line of the file
    if content is None:
        raise CrsFault(f'图层“{layer}”：本节点的坐标转换参数文件读不出来；请核对，表名要带引号，如 ["{datum}"]')
    table = content.get(datum)
    if not isinstance(table, dict):
        raise CrsFault(
            f"图层“{layer}”是{datum}坐标，本节点的转换参数文件里没有{datum}；请补上，或先转成 CGCS2000 再提交"
        )
    return table


def _pipeline(datum: Datum, table: dict[str, Any], layer: str) -> str:
    if isinstance(table.get("pipeline"), str):
        return str(table["pipeline"])
    values = [table.get(name) for name in _PARAMETERS]
    convention = table.get("convention")
    if not all(isinstance(value, int | float) for value in values) or convention not in (
        "position_vector",
        "coordinate_frame",
    ):
        raise CrsFault(
            f"图层“{layer}”：本节点的{datum}转换要么写 pipeline，要么写全七参数 {'、'.join(_PARAMETERS)} 和 convention"
        )
    dx, dy, dz, rx, ry, rz, scale = values
    semi_major, inverse_flattening = _ELLIPSOIDS[datum]
    return (
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"+step +proj=cart +a={semi_major} +rf={inverse_flattening} "
        f"+step +proj=helmert +x={dx} +y={dy} +z={dz} +rx={rx} +ry={ry} +rz={rz} +s={scale} +convention={convention} "
        f"+step +inv +proj=cart +a={SEMI_MAJOR_M} +rf={INVERSE_FLATTENING} "
        "+step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )


def _transformer(pipeline: str) -> pyproj.Transformer | None:
    try:
        return pyproj.Transformer.from_pipeline(pipeline)
    except pyproj.exceptions.ProjError:
        return None  # its message holds the pipeline


def _is_plausible(transformer: pyproj.Transformer) -> bool:
    longitude, latitude = transformer.transform(105.0, 35.0)
    return bool(abs(longitude - 105.0) < _FARTHEST_DEGREES and abs(latitude - 35.0) < _FARTHEST_DEGREES)
