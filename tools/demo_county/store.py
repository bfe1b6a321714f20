"""Writing the layers, the coverage of those that are not complete, and the workspace manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pyogrio
import shapely

from .country import Progress
from .county import County
from .layers.catalog import makers
from .sheet import BUREAU, ENCODING, SURVEYED, Sheet, features
from .size import GEOGRAPHIC_CRS, NAME, REGION

FROZEN = "2024-12-31T00:00:00.000Z"
"""Time of writing that files carry, so that the same county is the same bytes."""


@dataclass(frozen=True)
class Absent:
    kind: str
    source: str
    date: date = SURVEYED


ABSENT = (
    Absent("HY", "内陆县，无海域"),
    Absent("WJMHD", "内陆县，无海岛"),
    Absent("CJAX", "县境不在长江干支流岸线一公里范围"),
    Absent("GJGY", "县境内未设立国家公园"),
)


@dataclass(frozen=True)
class Written:
    """A layer as it lies in the workspace."""

    sheet: Sheet
    """without its features"""
    count: int


def store(folder: Path, county: County, progress: Progress) -> list[Written]:
    """Each sheet into its file, in its own reference system; then the manifest."""
    written: list[Written] = []
    making = makers(county)
    for done, make in enumerate(making):
        progress("写入图层", done, len(making))
        sheet = make()
        write_features(sheet.features, folder / sheet.path, sheet.crs, sheet.table)
        if sheet.covers is not None:
            write_features(_coverage(county, sheet), folder / sheet.coverage, GEOGRAPHIC_CRS, None)
        written.append(Written(replace(sheet, features=sheet.features.iloc[:0].copy()), len(sheet.features)))
    (folder / "workspace.toml").write_text(manifest([one.sheet for one in written]), encoding="utf-8")
    return written


@contextmanager
def frozen_time() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FROZEN})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _coverage(county: County, sheet: Sheet) -> geopandas.GeoDataFrame:
    assert sheet.covers is not None
    inside = np.where(sheet.covers, 0, -1).astype(np.int64)
    return features(county.shapes.mesh.united(county.shapes.cells, inside), MC=[f"{sheet.name}覆盖范围"])


def write_features(shapes: geopandas.GeoDataFrame, path: Path, crs: str, table: str | None) -> None:
    """In the format of the suffix; the same features are the same bytes within `frozen_time`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = shapes.to_crs(crs)
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
        return
    options: dict[str, Any] = {"layer": table} if table and path.suffix == ".gpkg" else {}
    if path.suffix in ENCODING:
        options |= {"encoding": ENCODING[path.suffix], "DBF_DATE_LAST_UPDATE": FROZEN[:10]}
    multi = any(kind.startswith("Multi") for kind in frame.geom_type.unique())
    single = str(shapely.get_parts(frame.geometry.to_numpy()[:1])[0].geom_type)
    kind = f"Multi{single}" if multi else single
    pyogrio.write_dataframe(frame, path, geometry_type=kind, promote_to_multi=multi, **options)


def manifest(sheets: Sequence[Sheet]) -> str:
    """`workspace.toml`."""
    lines = [f'region = "{REGION}"', f'name = "{NAME}"', 'boundary = "县级行政区"']
    for sheet in sheets:
        table = sheet.table if sheet.path.suffix == ".gpkg" else None
        entry = {
            "name": sheet.name, "kind": sheet.kind, "file": str(sheet.path), "table": table,
            "code_scheme": sheet.code_scheme, "measured_from": sheet.measured_from, "source": sheet.source,
            "coverage": sheet.coverage,
        }  # fmt: skip
        lines += ["", "[[layer]]", *(f'{key} = "{value}"' for key, value in entry.items() if value is not None)]
        lines += [f"edition = {sheet.edition.isoformat()}", f"grade = {sheet.grade}"]
    for kind in ABSENT:
        lines += ["", "[[absent]]", f'kind = "{kind.kind}"', f'source = "{BUREAU}：{kind.source}"']
        lines.append(f"date = {kind.date.isoformat()}")
    return "\n".join(lines) + "\n"
