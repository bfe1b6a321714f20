"""Formats a layer may be stored in, all read in the same way."""

from __future__ import annotations

from pathlib import Path

from ..faults import LayerFault
from .ogr import OgrSource
from .source import Bounds, Header, Source

__all__ = ["Bounds", "Header", "Source", "open_source"]

_OGR = {".gpkg", ".geojson", ".json"}


def open_source(path: Path, name: str, table: str | None = None) -> Source:
    """The reader for a file, by its suffix; nothing is read yet. LayerFault where there is no such file or reader."""
    if not path.exists():
        raise LayerFault(f"图层“{name}”：没有文件 {path.name}")
    suffix = path.suffix.lower()
    if suffix in _OGR:
        return OgrSource(path, name, table)
    raise LayerFault(f"图层“{name}”：不认识 {path.name} 的格式；可用 GeoPackage、GeoJSON")
