"""The question most tests of site selection ask, and what they read from its answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import geopandas
from plain_county import FRAME
from shapely.geometry.base import BaseGeometry

from tools.layers import Workspace
from tools.siting import PrecheckOf
from tools.siting.request import Asked
from tools.siting.results import ConstraintShown, SiteSelection
from tools.siting.select import select

FACTORY = Asked(80_000, "工业用地", "平畴县", count=3)
TODAY = date(2026, 11, 22)


def ask(**changes: object) -> Asked:
    return Asked(**{**FACTORY.__dict__, **changes})  # type: ignore[arg-type]


def constraint(found: SiteSelection, key: str) -> ConstraintShown:
    return next(one for one in found.constraints if one.constraint == key)


def outlines(found: SiteSelection) -> list[BaseGeometry]:
    assert found.file is not None
    frame = geopandas.read_file(found.file, layer=found.layer)
    assert frame.crs.to_epsg() == 4490
    return [FRAME.to_metres(shape) for shape in frame.geometry]


def selected(
    asked: Asked, workspace: Workspace, precheck: PrecheckOf | None = None, results: Path | None = None
) -> SiteSelection:
    return select(asked, workspace, TODAY, precheck, results)
