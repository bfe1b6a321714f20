"""The reader for a file, by its suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ..faults import LayerFault
from .archive import ZippedSource
from .dxf import DxfOutlines
from .filegdb import FileGeodatabase
from .geojson import GeoJson
from .geopackage import GeoPackage
from .geoparquet import GeoParquet
from .parcel_coordinates import ParcelCoordinates
from .shapefile import Shapefile
from .source import Source

FORMATS: Mapping[str, Callable[[Path, str, str | None], Source]] = {
    ".gpkg": GeoPackage,
    ".shp": Shapefile,
    ".geojson": GeoJson,
    ".json": GeoJson,
    ".parquet": GeoParquet,
    ".geoparquet": GeoParquet,
    ".gdb": FileGeodatabase,
    ".dxf": DxfOutlines,
    ".txt": ParcelCoordinates,
}
_ELSEWHERE = {
    ".dwg": "请在 CAD 里另存为 DXF",
    ".dbf": "请给出同名的 .shp",
    ".shx": "请给出同名的 .shp",
    ".prj": "请给出同名的 .shp",
    ".mdb": "请在 ArcGIS 里导出成 GeoPackage、.gdb 或 Shapefile",
    ".rar": "请改用 zip 压缩",
    ".7z": "请改用 zip 压缩",
}
_KNOWN = "GeoPackage、Shapefile（可压缩成 zip）、GeoJSON、GeoParquet、FileGDB、DXF、报批坐标 TXT"


def open_source(path: Path, name: str, table: str | None = None) -> Source:
    """Nothing is read yet. LayerFault where there is no such file or reader."""
    suffix = path.suffix.lower()
    if not path.exists():
        raise LayerFault(f"图层“{name}”：没有文件 {path.name}")
    if path.is_dir() != (suffix == ".gdb"):
        told = f"{path.name} 是文件夹，请给出里面的文件" if path.is_dir() else f"{path.name} 不是 .gdb 文件夹"
        raise LayerFault(f"图层“{name}”：{told}")
    if path.is_file() and path.stat().st_size == 0:
        raise LayerFault(f"图层“{name}”：文件 {path.name} 是空的；请重新导出")
    if suffix == ".zip":
        return ZippedSource(path, name, table, open_source, frozenset(FORMATS))
    if suffix in FORMATS:
        return FORMATS[suffix](path, name, table)
    way_out = _ELSEWHERE.get(suffix, f"可用 {_KNOWN}")
    raise LayerFault(f"图层“{name}”：不认识 {path.name} 的格式；{way_out}")


def is_database(file: str) -> bool:
    """Whether a manifest's `file` is the address of a database."""
    return file.startswith(("postgresql://", "postgres://"))


def open_database(address: str, name: str, table: str | None = None) -> Source:
    """LayerFault where the client for PostgreSQL is not installed, or the address carries a password."""
    try:
        from .postgis import PostgisTable
    except ImportError:
        raise LayerFault(
            f"图层“{name}”在 PostGIS 数据库里，本机没有装它的客户端；请运行 ./guiyan setup --servers"
        ) from None
    return PostgisTable(address, name, table)
