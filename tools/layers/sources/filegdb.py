"""File geodatabases (.gdb folders) as ArcGIS writes them."""

from __future__ import annotations

from pathlib import Path

from ..faults import LayerFault
from .ogr import OgrSource
from .source import unreadable


class FileGeodatabase(OgrSource):
    driver = "OpenFileGDB"

    def _check(self) -> None:
        if not (self.path / "a00000001.gdbtable").is_file():
            raise unreadable(self._name, self.place)
        if any(file.is_symlink() for file in self.path.rglob("*")):
            raise LayerFault(f"图层“{self._name}”：{self.place}里有指向别处的链接；请放进真正的文件")

    def _files(self) -> list[Path]:
        """Without the locks that ArcGIS leaves while somebody looks at the layer."""
        return [file for file in self.path.rglob("*") if file.is_file() and file.suffix != ".lock"]
