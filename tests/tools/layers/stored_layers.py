"""The same parcels written in every format that a layer may be stored in."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely

SYSTEM = "EPSG:4526"
"""3-degree zone 38, its number in front of eastings"""
EAST, NORTH = 38_512_000.0, 3_366_000.0


def parcels(system: str = SYSTEM) -> Any:
    """Four parcels in whole centimetres: crooked, with a hole, of two parts, and a triangle."""
    shapes = [
        shapely.Polygon([(0, 0), (80.25, -3.5), (95.01, 60), (40, 88.88), (-5, 61)]),
        shapely.Polygon([(200, 0), (300, 0), (300, 100), (200, 100)], [[(230, 30), (230, 60), (270, 60), (270, 30)]]),
        shapely.MultiPolygon([shapely.box(400, 0, 450, 50), shapely.box(460, 0, 480, 90)]),
        shapely.Polygon([(600, 0), (700, 0), (650, 80.5)]),
    ]
    placed = shapely.transform(np.array(shapes), lambda points: points + np.array([EAST, NORTH]))
    frame = geopandas.GeoDataFrame(
        {
            "BSM": [f"99990100010000000{n}" for n in range(1, 5)],
            "名称": ["东湖地块", "水塔（旧）", "岸边〇号", "三角"],
            "DLBM": ["0101", "0103", "0601", "0810"],
            "TBMJ": [round(shape.area, 2) for shape in shapes],
        },
        geometry=placed,
        crs=SYSTEM,
    )
    return frame if system == SYSTEM else frame.to_crs(system)


def geopackage(folder: Path, frame: Any) -> Path:
    path = folder / "地块.gpkg"
    pyogrio.write_dataframe(frame, path, layer="地块", promote_to_multi=True, geometry_type="MultiPolygon")
    return path


def shapefile(folder: Path, frame: Any, encoding: str = "GBK") -> Path:
    path = folder / "地块.shp"
    pyogrio.write_dataframe(frame, path, encoding=encoding)
    return path


def shapefile_in_utf8(folder: Path, frame: Any) -> Path:
    return shapefile(folder, frame, "UTF-8")


def zipped_shapefile(folder: Path, frame: Any) -> Path:
    """As Windows writes it: names in GBK, in a folder, without the flag for UTF-8."""
    inner = folder / "inner"
    inner.mkdir()
    shapefile(inner, frame)
    files = sorted(inner.iterdir())
    path = zipped(folder / "地块.zip", [(f"红线成果/{file.name}", file.read_bytes()) for file in files])
    shutil.rmtree(inner)
    return path


def zipped(path: Path, members: Iterable[tuple[str, bytes]], encoding: str = "gbk") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(GbkInfo(name.encode(encoding)), content, zipfile.ZIP_DEFLATED)
    return path


class GbkInfo(zipfile.ZipInfo):
    """A member whose name is written as bytes in a Chinese code page."""

    def __init__(self, name: bytes) -> None:
        super().__init__(name.decode("cp437"))
        self._stored = name

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - what zipfile calls
        return self._stored, self.flag_bits & ~0x800


def geojson(folder: Path, frame: Any) -> Path:
    path = folder / "地块.geojson"
    pyogrio.write_dataframe(frame, path, layer_options={"COORDINATE_PRECISION": 12})
    return path


def geoparquet(folder: Path, frame: Any) -> Path:
    path = folder / "地块.parquet"
    frame.to_parquet(path)
    return path


def geodatabase(folder: Path, frame: Any) -> Path:
    path = folder / "地块.gdb"
    pyogrio.write_dataframe(
        frame, path, driver="OpenFileGDB", layer="地块", promote_to_multi=True, geometry_type="MultiPolygon"
    )
    return path


def zipped_geodatabase(folder: Path, frame: Any) -> Path:
    inner = geodatabase(folder, frame)
    files = [(f"成果/地块.gdb/{file.name}", file.read_bytes()) for file in sorted(inner.iterdir())]
    path = zipped(folder / "成果.zip", files)
    shutil.rmtree(inner)
    return path


def drawing(folder: Path, frame: Any, layer: str = "红线") -> Path:
    """Plain outlines as closed polylines, those with holes or parts as hatches."""
    entities = [
        hatch(layer, rings) if len(rings) > 1 else polyline(layer, rings[0]) for rings in map(_rings, frame.geometry)
    ]
    path = folder / "地块.dxf"
    path.write_bytes(dxf(*entities).encode("gbk"))
    return path


def _rings(shape: Any) -> list[np.ndarray]:
    rings = [ring for part in shapely.get_parts([shape]) for ring in shapely.get_rings(part)]
    return [shapely.get_coordinates(ring)[:-1] for ring in rings]


def dxf(*entities: str, blocks: str = "", codepage: str | None = "ANSI_936", version: str = "AC1015") -> str:
    page = f"  9\n$DWGCODEPAGE\n  3\n{codepage}\n" if codepage else ""
    header = f"  0\nSECTION\n  2\nHEADER\n  9\n$ACADVER\n  1\n{version}\n{page}  0\nENDSEC\n"
    kept = f"  0\nSECTION\n  2\nBLOCKS\n{blocks}  0\nENDSEC\n" if blocks else ""
    return f"{header}{kept}  0\nSECTION\n  2\nENTITIES\n{''.join(entities)}  0\nENDSEC\n  0\nEOF\n"


def polyline(layer: str, points: Any, closed: int = 1) -> str:
    vertices = "".join(f" 10\n{x!r}\n 20\n{y!r}\n" for x, y in np.asarray(points).tolist())
    return (
        f"  0\nLWPOLYLINE\n  5\n1F\n100\nAcDbEntity\n  8\n{layer}\n100\nAcDbPolyline\n"
        f" 90\n{len(points)}\n 70\n{closed}\n{vertices}"
    )


def hatch(layer: str, rings: list[Any]) -> str:
    paths = "".join(
        f" 92\n2\n 72\n0\n 73\n1\n 93\n{len(ring)}\n"
        + "".join(f" 10\n{x!r}\n 20\n{y!r}\n" for x, y in np.asarray(ring).tolist())
        + " 97\n0\n"
        for ring in rings
    )
    return (
        f"  0\nHATCH\n  5\n2F\n100\nAcDbEntity\n  8\n{layer}\n100\nAcDbHatch\n 10\n0\n 20\n0\n 30\n0\n"
        f"  2\nSOLID\n 70\n1\n 71\n0\n 91\n{len(rings)}\n{paths} 75\n0\n 76\n1\n 98\n0\n"
    )


def coordinate_text(folder: Path, frame: Any) -> Path:
    path = folder / "地块.txt"
    path.write_bytes(parcel_text(frame).encode("gbk"))
    return path


def parcel_text(frame: Any, **said: str) -> str:
    description = {
        "格式版本号": "1.01版本",
        "坐标系": "2000国家大地坐标系",
        "几度分带": "3",
        "投影类型": "高斯克吕格",
        "计量单位": "米",
        "带号": "38",
        "精度": "0.01",
        "转换参数": ",,,,,,",
    } | said
    lines = ["[属性描述]", *(f"{key}={value}" for key, value in description.items()), "[地块坐标]"]
    for row in frame.itertuples():
        rings = [np.vstack([ring, ring[:1]]) for ring in _rings(row.geometry)]
        count = sum(len(ring) for ring in rings)
        lines.append(f"{count},{row.geometry.area / 1e4:.4f},{row.Index + 1},{row.名称},面,H49G,工业用地,{row.DLBM},@")
        for number, ring in enumerate(rings, 1):
            lines += [f"J{n},{number},{y:.3f},{x:.3f}" for n, (x, y) in enumerate(ring, 1)]
    return "\r\n".join(lines) + "\r\n"


Writer = Callable[[Path, Any], Path]
WRITERS: dict[str, Writer] = {
    "GeoPackage": geopackage,
    "Shapefile（GBK）": shapefile,
    "Shapefile（UTF-8）": shapefile_in_utf8,
    "Shapefile（zip）": zipped_shapefile,
    "GeoJSON": geojson,
    "GeoParquet": geoparquet,
    "FileGDB": geodatabase,
    "FileGDB（zip）": zipped_geodatabase,
    "DXF": drawing,
    "报批坐标": coordinate_text,
}
WITHOUT_FIELDS = {"DXF", "报批坐标"}
WITHOUT_SYSTEM = {"DXF"}
