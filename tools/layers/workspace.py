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
from .manifest import MANIFEST, LayerEntry, Manifest, read_manifest
from .names import near
from .shapes import Shapes
from .sources import Bounds, Source, is_database, open_database, open_source, stamp_of
from .stored_features import StoredFeatures
from .surroundings import Surroundings

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
    datum_shifts: Path | None = field(default=None, repr=False)
    """this node's file of parameters for Xi'an 80 and Beijing 54"""

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
        return _union(self.layer(self.manifest.boundary).stored)

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
                layer.stored.admit()
            except ToolError as fault:
                return Standing("unreadable", reason=str(fault))
        if layers:
            return Standing("held")
        for entry in self.manifest.absent:
            if entry.kind == kind:
                return Standing("absent", source=entry.source, date=entry.date)
        return Standing("not_held")

    @property
    def changed(self) -> bool:
        """Whether the manifest or a file that was read has changed: then open it anew."""
        return self._manifest_stamp != _stamp(self.folder) or any(layer.stored.changed for layer in self.layers)

    def surroundings(self, layer: str | None = None) -> Surroundings:
        """What a site, or a layer of that name, is held against."""
        reference = self.manifest.reference_layer

        def around(bounds: Bounds) -> Shapes | None:
            if reference is None or reference == layer:
                return None
            try:
                shapes: Shapes = self.layer(reference).features(bounds).geometry.to_numpy()
            except ToolError:
                return None  # its own fault is told where it is asked for itself
            return shapes

        def boundary() -> BaseGeometry | None:
            try:
                return self.boundary
            except ToolError:
                if layer is None:
                    raise  # whether a site lies in the region cannot be said
                return None

        return Surroundings(self.name, boundary, around)

    @cached_property
    def _manifest_stamp(self) -> object:
        return _stamp(self.folder)

    def _layer(self, entry: LayerEntry) -> Layer:
        return Layer(
            name=entry.name,
            kind=entry.kind,
            edition=entry.edition,
            source=entry.source,
            grade=entry.grade,
            measured_from=entry.measured_from,
            path=self.folder / (MANIFEST if is_database(entry.file) else entry.file),
            stored=StoredFeatures(
                entry.name,
                lambda: self._opened(entry.file, entry.name, entry.table),
                entry.crs,
                repair=entry.repair,
                datum_shifts=self.datum_shifts,
                surroundings=None if entry.name == self.manifest.boundary else self.surroundings(entry.name),
            ),
            declared_code_scheme=entry.code_scheme,
            covers=lambda: self._covered(entry),
            declared_uncertainty_m=entry.uncertainty_m,
        )

    def _covered(self, entry: LayerEntry) -> BaseGeometry | None:
        if entry.coverage is None:
            return None
        if entry.coverage == "boundary":
            return self.boundary
        named = f"{entry.name}的覆盖范围"
        source = self._opened(entry.coverage, named, None)
        declared = None if source.header().crs else entry.crs
        stored = StoredFeatures(named, lambda: source, declared, datum_shifts=self.datum_shifts)
        return _union(stored)

    def _opened(self, file: str, name: str, table: str | None) -> Source:
        if is_database(file):
            return open_database(file, name, table)
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder.resolve()):
            raise LayerFault(f"图层“{name}”的文件写在工作区以外：{file}；请放进工作区")
        return open_source(path, name, table)


def open_workspace(folder: Path, *, datum_shifts: Path | None = None) -> Workspace:
    """Reads workspace.toml only. A layer whose file is broken says so when it is asked for; the others answer.

    `datum_shifts` is this node's file of parameters for Xi'an 80 and Beijing 54 (see `tools/crs/datum_shifts.py`).
    """
    workspace = Workspace(folder, read_manifest(folder), datum_shifts)
    workspace._manifest_stamp  # noqa: B018 - as it was when read
    return workspace


def _stamp(folder: Path) -> object:
    try:
        return stamp_of([folder / MANIFEST])
    except OSError:
        return None


def _union(stored: StoredFeatures) -> BaseGeometry:
    shapes = stored.features().geometry.to_numpy()
    return shapely.union_all(shapely.make_valid(shapes))
