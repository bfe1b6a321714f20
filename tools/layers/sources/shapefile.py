"""Shapefiles, with Chinese text in whichever encoding it truly is."""

from __future__ import annotations

import dataclasses
import shutil
import struct
import tempfile
import weakref
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas

from ..faults import LayerFault
from ..notices import Notice
from .encodings import GBK, decoded, encoding_of, named_encoding
from .ogr import OgrSource
from .source import Header, unreadable

_MAGIC = b"\x00\x00\x27\x0a"
_NEEDED = (".shx", ".dbf")
_SIDECARS = (*_NEEDED, ".prj", ".cpg")
_HEAD = 32
_LONGEST_PROJECTION = 1 << 16
_LANGUAGES = {0x4D: GBK, 0x7A: GBK, 0x4F: "big5", 0x78: "cp950"}
"""Of the dBase header's language byte, where it says something that is Chinese."""


class Shapefile(OgrSource):
    driver = "ESRI Shapefile"
    encoding = "ISO-8859-1"
    """Every byte a character: GDAL hands them over as they are, cut off or mixed up, and we decode."""

    def header(self) -> Header:
        plain = super().header()
        return dataclasses.replace(
            plain,
            crs=self._projection,
            fields=tuple(self._text(field) for field in plain.fields),
            notices=self._notices,
        )

    def read(self, bounds: Any = None, limit: int | None = None) -> Any:
        stored = super().read(bounds, limit)
        named = stored.rename(columns={name: self._text(name) for name in stored.columns})
        for name in named.columns[named.dtypes.map(pandas.api.types.is_string_dtype)]:
            named[name] = self._texts(named[name])
        return named

    def column(self, field: str) -> Any:
        stored = {self._text(name): name for name in self._info["fields"]}[field]
        values = super().column(stored)
        return self._texts(values) if pandas.api.types.is_string_dtype(values) else values

    @cached_property
    def _opened(self) -> str:
        """Where the .prj holds Chinese, beside links to the rest only: GDAL's binding fails on what is no UTF-8."""
        self._check()
        if (self._projection or "").isascii():
            return str(self.path)
        folder = Path(tempfile.mkdtemp(prefix="guiyan-layer-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        for suffix in (".shp", *_NEEDED):
            beside = self._beside(suffix)
            if beside is not None:
                (folder / f"layer{suffix}").symlink_to(beside.resolve())
        return str(folder / "layer.shp")

    @property
    def _layer(self) -> str | int:
        return 0

    def _tables(self) -> list[str]:
        return [self.path.stem]

    @cached_property
    def _projection(self) -> str | None:
        """The .prj, whose names SuperMap writes in Chinese."""
        beside = self._beside(".prj")
        if beside is None:
            return None
        content = beside.read_bytes()[:_LONGEST_PROJECTION]
        text = decoded(content, encoding_of([content]) or GBK)
        return (content.decode(GBK, errors="replace") if text is None else text).strip() or None

    def _check(self) -> None:
        if _head(self.path)[:4] != _MAGIC:
            raise unreadable(self._name, self.place)
        missing = [suffix for suffix in _NEEDED if self._beside(suffix) is None]
        if missing:
            raise LayerFault(
                f"图层“{self._name}”：{self.place}旁边缺少 {'、'.join(missing)}；"
                "Shapefile 要连同 .shx、.dbf、.prj 一起提交"
            )
        root = self.path.resolve().parent
        if any(file.resolve().parent != root for file in self._files()):
            raise LayerFault(f"图层“{self._name}”：{self.place}的附属文件指向别处；请放进真正的文件")
        short = [file.suffix for file in self._files() if file.stat().st_size < _length(file)]
        if short:
            raise LayerFault(f"图层“{self._name}”：{self.place}不完整（{'、'.join(short)} 被截断）；请重新复制或导出")

    @cached_property
    def _declared(self) -> str | None:
        beside = self._beside(".cpg")
        if beside is not None:
            return named_encoding(beside.read_bytes()[:64].decode("ascii", errors="replace"))
        table = self._beside(".dbf")
        head = _head(table) if table else b""
        return _LANGUAGES.get(head[29]) if len(head) == _HEAD else None

    @cached_property
    def _encoding(self) -> str | None:
        kinds = zip(self._info["fields"], self._info["ogr_types"], strict=True)
        texts = [str(field) for field, kind in kinds if kind == "OFTString"]
        values = {str(field) for field in self._info["fields"]}
        for column in self._columns(texts):
            if not _is_ascii(column):
                values.update(column.dropna().unique())
        return encoding_of((value.encode(self.encoding) for value in values), self._declared)

    @property
    def _notices(self) -> tuple[Notice, ...]:
        if self._encoding is None:
            return (
                Notice("编码", f"图层“{self._name}”：{self.place}的文字既不是 GBK 也不是 UTF-8，认不出的字显示为“�”"),
            )
        if self._declared is not None and self._encoding != self._declared:
            told = {GBK: "GBK"}
            return (
                Notice(
                    "编码",
                    f"图层“{self._name}”：{self.place}声明文字是 {told.get(self._declared, self._declared.upper())}，"
                    f"实际是 {told.get(self._encoding, self._encoding.upper())}，已按实际的读",
                ),
            )
        return ()

    def _text(self, stored: str) -> str:
        if stored.isascii():
            return stored
        value = stored.encode(self.encoding)
        found = decoded(value, self._encoding or GBK)
        return value.decode(GBK, errors="replace") if found is None else found

    def _texts(self, values: Any) -> Any:
        if _is_ascii(values):
            return values
        codes, distinct = pandas.factorize(values)
        texts = np.array([*(self._text(one) for one in distinct), None], dtype=object)
        return pandas.Series(texts[codes], index=values.index, name=values.name)

    def _beside(self, suffix: str) -> Path | None:
        for file in (self.path.with_suffix(suffix), self.path.with_suffix(suffix.upper())):
            if file.exists():
                return file
        return None

    def _files(self) -> list[Path]:
        return [self.path, *(file for suffix in _SIDECARS if (file := self._beside(suffix)) is not None)]


def _is_ascii(values: Any) -> bool:
    return bool(values.dropna().str.isascii().all())


def _head(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_HEAD)


def _length(file: Path) -> int:
    """In bytes, as the file itself says: GDAL reads what a cut one no longer holds as features without geometry."""
    head = _head(file)
    if file.suffix.lower() in (".shp", ".shx"):
        return 2 * int.from_bytes(head[24:28], "big")
    if file.suffix.lower() == ".dbf":
        rows, start, width = struct.unpack_from("<IHH", head.ljust(_HEAD, b"\xff"), 4)
        return int(start + rows * width)
    return 0
