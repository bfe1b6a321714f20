"""A named layer of a workspace: what is known about it, and its features in EPSG:4490."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas
from shapely.geometry.base import BaseGeometry

from .catalogue import catalogue
from .code_schemes import Found, code_field, followed, name_field
from .names import near
from .notices import Notice
from .sources import Bounds
from .stored_features import StoredFeatures


@dataclass(frozen=True, eq=False)
class Layer:
    """Reads its file when first asked for something that stands there; every such question may raise ToolError."""

    name: str
    kind: str | None
    """of the layer catalogue, e.g. YJJBNT; None where unknown"""
    edition: date | None
    source: str
    grade: int
    measured_from: str | None
    """of a line layer: 公路用地外缘, 路堤坡脚, 边导线, 岸线, 中心线"""
    path: Path
    """of the stored file or folder; of a database layer the manifest that names it"""
    stored: StoredFeatures = field(repr=False)
    declared_code_scheme: str | None = field(default=None, repr=False)
    covers: Callable[[], BaseGeometry | None] = field(default=lambda: None, repr=False)
    told: tuple[Notice, ...] = field(default=(), repr=False)
    """found where the layer was opened"""
    declared_uncertainty_m: float = field(default=0.0, repr=False)

    @cached_property
    def table(self) -> str | None:
        return self.stored.header.table

    @cached_property
    def crs(self) -> str:
        """As stored, e.g. EPSG:4524."""
        return self.stored.conversion.system.name

    @property
    def uncertainty_m(self) -> float:
        """How far off the position may be for the sake of the datum: 0; 1 where WGS84 was taken for CGCS2000; what the
        node's parameters are good for where the layer is of an older datum. And what the manifest says of it."""
        return self.stored.conversion.uncertainty_m + self.declared_uncertainty_m

    @property
    def code_scheme(self) -> str | None:
        """三调, 用地用海2023, 用地用海2020, 混用; None: the layer has no codes, or they say nothing."""
        return self._codes.scheme

    @cached_property
    def coverage(self) -> BaseGeometry | None:
        """Where the layer is complete (EPSG:4490); None: not declared, so what is not found may still be there."""
        return self.covers()

    @property
    def sha256(self) -> str:
        """Of the stored file or files."""
        return self.stored.sha256

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (*self.stored.notices, *self._codes.notices, *self._told_of_kind, *self.told)

    def features(self, bounds: Bounds | None = None) -> Any:
        """A GeoDataFrame in EPSG:4490 of the features whose boxes meet `bounds` (west, south, east, north), or of all.

        Columns as stored, and `feature_id` (BSM where it is unique, else the row's number) and `valid` (geometry is).
        """
        return self.stored.features(bounds)

    @cached_property
    def _codes(self) -> Found:
        fields = self.stored.header.fields
        codes = code_field(fields)
        if codes is None:
            return Found(self.declared_code_scheme)
        beside = name_field(codes, fields)
        columns = {"code": self.stored.column(codes)}
        columns["name"] = self.stored.column(beside) if beside else None
        counted = pandas.DataFrame(columns).value_counts(dropna=False, sort=False)
        used = {(code, name): int(count) for (code, name), count in counted.items()}
        return followed(self.name, codes, used, declared=self.declared_code_scheme, edition=self.edition)

    @property
    def _told_of_kind(self) -> tuple[Notice, ...]:
        if self.kind is None or self.kind in catalogue():
            return ()
        told = near(self.kind, list(catalogue()))
        return (Notice("字段", f"图层“{self.name}”的种类 {self.kind} 不在图层目录里，没有检查会用到它；{told}"),)
