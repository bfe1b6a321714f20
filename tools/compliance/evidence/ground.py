"""The site and what every layer holds around it, kept as a small workspace of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from ...layers import Layer, Workspace
from ..plot import Site
from ..reading import Reading, Readings, Sheet

SITE = "site.gpkg"
_CRS = "EPSG:4490"
_MARGIN_M = 50.0


def keep_ground(folder: Path, site: Site, readings: Readings) -> None:
    """Writes `workspace.toml`, the site, and of each layer that was read the features near the site."""
    folder.mkdir()
    ids = np.array(site.ids)
    _write(folder / SITE, geopandas.GeoDataFrame({"BSM": ids}, geometry=list(site.shapes)))
    workspace = readings.workspace
    lines = [f"region = {_said(workspace.region)}", f"name = {_said(workspace.name)}"]
    number = 0
    for reading in readings.read():
        for sheet in reading.sheets:
            number += 1
            lines += _keep_sheet(folder, number, reading.kind, sheet, readings)
        for layer in _unread(reading, workspace):
            number += 1
            lines += _entry(layer, reading.kind, {"file": f"{number:03d}-unreadable.gpkg"})
    for kind in workspace.manifest.absent:
        lines += ["", "[[absent]]", f"kind = {_said(kind.kind)}", f"source = {_said(kind.source)}"]
        lines += [f"date = {kind.date.isoformat()}"]
    (folder / "workspace.toml").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _keep_sheet(folder: Path, number: int, kind: str, sheet: Sheet, readings: Readings) -> list[str]:
    features = sheet.features.drop(columns=["valid"]).rename(columns={"feature_id": "BSM"})
    features = features.loc[:, ~features.columns.duplicated(keep="last")]
    _write(folder / f"{number:03d}.gpkg", _storable(features))
    keys: dict[str, Any] = {"file": f"{number:03d}.gpkg"}
    if sheet.coverage is not None:
        keys["coverage"] = f"{number:03d}-coverage.gpkg"
        near = shapely.clip_by_rect(sheet.coverage, *readings.plot.bounds(_MARGIN_M))
        _write(folder / keys["coverage"], geopandas.GeoDataFrame(geometry=[near]))
    return _entry(sheet.layer, kind, keys)


def _entry(layer: Layer, kind: str, keys: dict[str, Any]) -> list[str]:
    said = {
        "name": layer.name, "kind": kind, "source": layer.source, "grade": layer.grade, "edition": layer.edition,
        "measured_from": layer.measured_from, **keys,
    }  # fmt: skip
    if "unreadable" not in str(keys["file"]):
        said |= {"code_scheme": layer.code_scheme, "uncertainty_m": layer.uncertainty_m or None}
    return ["", "[[layer]]", *(f"{key} = {_said(value)}" for key, value in said.items() if value is not None)]


def _unread(reading: Reading, workspace: Workspace) -> Iterable[Layer]:
    """Layers of the kind of which a fault was told."""
    return (
        layer
        for layer in workspace.of_kind(reading.kind)
        if any(f"“{layer.name}”" in fault for fault in reading.faults)
    )


def _storable(features: Any) -> Any:
    """Columns that a GeoPackage can hold; others as text."""
    frame = features.copy()
    for name in frame.columns:
        if name != frame.geometry.name and frame[name].dtype == object:
            frame[name] = frame[name].map(
                lambda value: value if value is None or isinstance(value, str) else str(value)
            )
    return frame


def _write(path: Path, frame: Any) -> None:
    shapes = [shape if isinstance(shape, BaseGeometry) else None for shape in frame.geometry]
    kept = geopandas.GeoDataFrame(frame.drop(columns=frame.geometry.name), geometry=shapes, crs=_CRS)
    pyogrio.write_dataframe(kept.reset_index(drop=True), path, layer="t", geometry_type="Unknown")


def _said(value: object) -> str:
    """As TOML writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
