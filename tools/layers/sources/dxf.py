"""Outlines in DXF drawings: closed polylines and hatches of one CAD layer become polygons. DXF names no CRS."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Any

import numpy as np
import pyogrio.raw
import shapely

from ..faults import LayerFault
from ..notices import Notice
from .encodings import decoded, encoding_of
from .ogr import UNREADABLE, OgrSource, features
from .outlines import closed_rings, closes, not_nested, without_doubles
from .source import Bounds, Header, not_too_large, part, the_table, unreadable
from .stored_geometry import from_wkb

_LINES = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_ESCAPABLE = re.compile(r"[^\x00-\x7f]")
_ESCAPE = re.compile(r"\\U\+([0-9A-Fa-f]{4})")


class DxfOutlines(OgrSource):
    """Blocks are not expanded: where one may hold an outline, the drawing is refused with the way out."""

    driver = "DXF"

    def header(self) -> Header:
        outlines = self._outlines
        return Header(
            table=self.table,
            crs=None,
            geometry="Polygon",
            fields=tuple(str(field) for field in outlines.columns if field != "geometry"),
            count=len(outlines),
            bounds=None,
            indexed=False,
            notices=self._notices,
        )

    def read(self, bounds: Bounds | None = None, limit: int | None = None) -> Any:
        return part(self._outlines, bounds, limit)

    def column(self, field: str) -> Any:
        return self._outlines[field]

    @cached_property
    def table(self) -> str:
        drawn = self._drawing
        types = shapely.get_type_id(drawn.geometry)
        may_be = np.isin(types, _AREAS) | (np.isin(types, _LINES) & closes(drawn.geometry.to_numpy()))
        tables = list(dict.fromkeys(drawn["Layer"][may_be].dropna()))
        if not tables:
            raise LayerFault(
                f"图层“{self._name}”：{self.place}里没有闭合的多段线或填充；请在 CAD 里把用地红线闭合（块先炸开）再导出"
            )
        return the_table(tables, self._wanted, self._name, self.place)

    @cached_property
    def _outlines(self) -> Any:
        drawn = self._drawing[self._drawing["Layer"] == self.table]
        shapes = drawn.geometry.to_numpy()
        types = shapely.get_type_id(shapes)
        inserted = [name for name in drawn["BlockName"].dropna() if name in self._blocks_with_lines]
        if inserted:
            raise LayerFault(
                f"图层“{self._name}”：{self.place}的 CAD 图层“{self.table}”里有 {len(inserted)} 个块，块里的线读不到；"
                "请在 CAD 里炸开再导出"
            )
        areas = np.isin(types, _AREAS)
        rings = closed_rings(shapes[np.isin(types, _LINES)], self._name, f"CAD 图层“{self.table}”")
        shapes = shapes.copy()
        shapes[np.isin(types, _LINES)] = rings
        kept = drawn.index[areas | np.isin(types, _LINES)]
        polygons = shapes[areas | np.isin(types, _LINES)]
        chosen = without_doubles(polygons, hatched=areas[areas | np.isin(types, _LINES)])
        not_nested(polygons[chosen], self._name, f"CAD 图层“{self.table}”")
        rows = kept[chosen]
        fields = [field for field in ("Layer", "EntityHandle") if field in drawn]
        return features(drawn.loc[rows, fields], polygons[chosen], rows)

    @property
    def _notices(self) -> tuple[Notice, ...]:
        drawn = self._drawing[self._drawing["Layer"] == self.table]
        told = Counter(
            "注记或点" if kind == shapely.GeometryType.POINT and block is None else "块" if block is not None else "面"
            for kind, block in zip(shapely.get_type_id(drawn.geometry), _none(drawn["BlockName"]), strict=True)
        )
        others = {name for name in self._drawing["BlockName"].dropna() if name in self._blocks_with_lines}
        left = [f"{count} 个{what}" for what, count in told.items() if what != "面"]
        doubles = told["面"] - len(self._outlines)
        found = [f"{'、'.join(left)}没有采用"] if left else []
        found += [f"{doubles} 个重复的轮廓只算一次"] if doubles else []
        found += [f"其他 CAD 图层的 {len(others)} 种块没有展开"] if others else []
        if not found:
            return ()
        return (Notice("字段", f"图层“{self._name}”：{self.place}的 CAD 图层“{self.table}”里，{'；'.join(found)}"),)

    @cached_property
    def _drawing(self) -> Any:
        return self._entities("entities")

    @cached_property
    def _blocks_with_lines(self) -> frozenset[str]:
        if self._drawing["BlockName"].isna().all():
            return frozenset()
        blocks = self._entities("blocks")
        lines = ~np.isin(shapely.get_type_id(blocks.geometry), [shapely.GeometryType.POINT, -1])
        holding = set(blocks["Block"][lines])
        nested = blocks[["Block", "BlockName"]].dropna()
        while more := set(nested["Block"][nested["BlockName"].isin(holding)]) - holding:
            holding |= more
        return frozenset(holding)

    def _entities(self, layer: str) -> Any:
        try:
            meta, fids, stored, values = pyogrio.raw.read(self._text, layer=layer, return_fids=True, INLINE_BLOCKS="NO")
        except UNREADABLE as error:
            raise unreadable(self._name, self.place) from error
        columns = {
            str(field): np.array([_unescaped(one) for one in value], dtype=object)
            for field, value in zip(meta["fields"], values, strict=True)
        }
        columns.setdefault("BlockName", np.full(len(fids), None, dtype=object))
        return features(columns, from_wkb(stored, fids, self._name), fids)

    @cached_property
    def _text(self) -> bytes:
        """The drawing in ASCII: what AutoCAD's versions and others say of their encoding is often wrong, and GDAL takes
        it at its word for some names and leaves others as they are."""
        not_too_large(self.path, self._name)
        content = self.path.read_bytes()
        if not re.match(rb"(\xef\xbb\xbf)?\s*(0\s+SECTION|999\s)", content[:200]):
            raise unreadable(self._name, self.place)
        if content.rstrip()[-3:] != b"EOF":
            raise LayerFault(f"图层“{self._name}”：{self.place}不完整（没有 EOF 结尾）；请重新导出")
        encoding = encoding_of(content.splitlines())
        text = decoded(content, encoding) if encoding else None
        if text is None:
            raise LayerFault(f"图层“{self._name}”：{self.place}的文字既不是 GBK 也不是 UTF-8；请重新导出")
        return _ESCAPABLE.sub(_escaped, text.removeprefix("\ufeff")).encode("ascii")


def _escaped(character: re.Match[str]) -> str:
    units = character[0].encode("utf-16-be")
    return "".join(f"\\U+{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))


def _unescaped(text: Any) -> Any:
    """Back from AutoCAD's own way to write in ASCII what is none; None and NaN as they are."""
    if not isinstance(text, str) or "\\U+" not in text:
        return text
    plain = _ESCAPE.sub(lambda unit: chr(int(unit[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _none(column: Any) -> list[Any]:
    return [None if value is None or value != value else value for value in column]
