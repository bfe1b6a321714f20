"""A region's layers (工作区): a folder with a manifest, opened without reading a single feature."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from ..tool import ToolError
from .faults import LayerFault
from .layer import Layer
from .manifest import LayerEntry, Manifest, near, read_manifest
from .sources import Source, open_source
from .stored_features import StoredFeatures

NO_WORKSPACE = "本节点没有配置图层工作区；请在设置 GUIYAN_SPATIAL__WORKSPACE 里写上工作区文件夹"

StandingState = Literal["held", "absent", "not_held", "unreadable"]


@dataclass(frozen=True)
class Standing:
    """Whether layers of a kind are there to be checked against."""

    state: StandingState
    """absent: this kind does not exist in the region; not_held: nothing is known"""
    source: str | None = None
    date: date | None = None
    reason: str | None = None
    """of an unreadable layer"""


@dataclass(frozen=True, eq=False)
class Workspace:
    folder: Path
    manifest: Manifest = field(repr=False)

    @property
    def region(self) -> str:
        """Six digits."""
        return self.manifest.region

    @property
    def name(self) -> str:
        return self.manifest.name

    @cached_property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(self._layer(entry) for entry in self.manifest.layer)

    @cached_property
    def boundary(self) -> BaseGeometry | None:
        """Of the region (EPSG:4490); None where the manifest names no layer for it."""
        if self.manifest.boundary is None:
            return None
        return _union(self.layer(self.manifest.boundary))

    def layer(self, name: str) -> Layer:
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ToolError(f"{self.name}的工作区里没有图层“{name}”；{near(name, [layer.name for layer in self.layers])}")

    def of_kind(self, kind: str) -> list[Layer]:
        """All layers of a kind: several editions or levels may stand side by side."""
        return [layer for layer in self.layers if layer.kind == kind]

    def standing(self, kind: str) -> Standing:
        layers = self.of_kind(kind)
        for layer in layers:
            try:
                layer.stored.notices  # noqa: B018 - opens the file and its reference system
            except ToolError as fault:
                return Standing("unreadable", reason=str(fault))
        if layers:
            return Standing("held")
        for entry in self.manifest.absent:
            if entry.kind == kind:
                return Standing("absent", source=entry.source, date=entry.date)
        return Standing("not_held")

    def _layer(self, entry: LayerEntry) -> Layer:
        path = self.folder / entry.file

        def opened() -> Source:
            return open_source(self._inside(entry.file, entry.name), entry.name, entry.table)

        def covered() -> BaseGeometry | None:
            if entry.coverage is None:
                return None
            if entry.coverage == "boundary":
                return self.boundary
            named = f"{entry.name}的覆盖范围"
            inside = self._inside(entry.coverage, entry.name)
            return _union(
                _plain_layer(named, inside, StoredFeatures(named, lambda: open_source(inside, named), entry.crs))
            )

        return Layer(
            name=entry.name,
            kind=entry.kind,
            edition=entry.edition,
            source=entry.source,
            grade=entry.grade,
            measured_from=entry.measured_from,
            path=path,
            stored=StoredFeatures(entry.name, opened, entry.crs, repair=entry.repair),
            declared_code_scheme=entry.code_scheme,
            covers=covered,
        )

    def _inside(self, file: str, name: str) -> Path:
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise LayerFault(f"图层“{name}”的文件写在工作区以外：{file}；请放进工作区")
        return path


def open_workspace(folder: Path) -> Workspace:
    """Reads workspace.toml only. A layer whose file is broken says so when it is asked for; the others answer."""
    return Workspace(folder, read_manifest(folder))


def _plain_layer(name: str, path: Path, stored: StoredFeatures) -> Layer:
    return Layer(name, None, None, "", 0, None, path, stored)


def _union(layer: Layer) -> BaseGeometry:
    shapes = layer.features().geometry.to_numpy()
    return shapely.union_all(shapely.make_valid(shapes))
