"""Writing the layers and the workspace manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyogrio
import shapely

from .sheet import BUREAU, SURVEYED, Sheet
from .size import NAME, REGION

Progress = Callable[[str, int, int], None]
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


def store(folder: Path, sheets: Sequence[Sheet], progress: Progress) -> None:
    """Each sheet into its file, in its own reference system."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FROZEN})
    try:
        for done, sheet in enumerate(sheets):
            progress("写入图层", done, len(sheets))
            _write(folder, sheet)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    (folder / "workspace.toml").write_text(manifest(sheets), encoding="utf-8")


def _write(folder: Path, sheet: Sheet) -> None:
    path = folder / sheet.file
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = sheet.features.to_crs(sheet.crs)
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
        return
    options = {"layer": sheet.table} if sheet.table else {}
    if sheet.encoding:
        options["encoding"] = sheet.encoding
    kinds = {shape.geom_type for shape in shapely.get_parts(frame.geometry.to_numpy())[:1]}
    multi = any(t.startswith("Multi") for t in frame.geom_type.unique())
    geometry_type = f"{'Multi' if multi else ''}{kinds.pop()}" if kinds else None
    pyogrio.write_dataframe(frame, path, geometry_type=geometry_type, promote_to_multi=multi, **options)


def manifest(sheets: Sequence[Sheet]) -> str:
    """`workspace.toml`."""
    lines = [f'region = "{REGION}"', f'name = "{NAME}"', 'boundary = "县级行政区"']
    for sheet in sheets:
        entry = {
            "name": sheet.name, "kind": sheet.kind, "file": sheet.file, "table": sheet.table,
            "code_scheme": sheet.code_scheme, "measured_from": sheet.measured_from, "source": sheet.source,
            "coverage": sheet.coverage,
        }  # fmt: skip
        lines += ["", "[[layer]]", *(f'{key} = "{value}"' for key, value in entry.items() if value is not None)]
        lines += [f"edition = {sheet.edition.isoformat()}", f"grade = {sheet.grade}"]
    for kind in ABSENT:
        lines += ["", "[[absent]]", f'kind = "{kind.kind}"', f'source = "{BUREAU}：{kind.source}"']
        lines.append(f"date = {kind.date.isoformat()}")
    return "\n".join(lines) + "\n"
