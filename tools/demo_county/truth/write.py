"""`truth.json`, and the sites it speaks of as a layer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..county import County
from ..projects import Project
from ..sheet import features
from ..sites import Site
from ..sites.expected import Counting, rounded
from ..sites.ways import Ways
from ..size import GEOGRAPHIC_CRS, NAME, REGION
from ..statistics import counted
from ..store import Written, write_features
from . import areas
from .indicators import indicators

FILE = "truth.json"
SITES = "truth_sites.geojson"
ABOUT = "每个数由造县时的单元求和得出，没有用叠加运算；面积为2000国家大地坐标系椭球面积，平方米"


def write_truth(
    folder: Path, county: County, layers: Sequence[Written], projects: Sequence[Project], sites: Sequence[Site],
    ways: Ways,
) -> None:  # fmt: skip
    counting = Counting(county, ways)
    expected = [counting.of(site) for site in sites]
    told = {
        "about": ABOUT,
        "region": REGION,
        "name": NAME,
        "seed": county.country.seed,
        "parcels": county.country.parcels.count,
        "area_m2": rounded(county.shapes.cell_area.sum()),
        "layers": [_layer(one) for one in layers],
        "towns": areas.towns(county),
        "people": counted(county),
        "land": areas.land(county),
        "zones": areas.zones(county),
        "pairs": areas.pairs(county),
        "conflicts": areas.conflicts(county),
        "disagreements": areas.disagreements(county),
        "indicators": indicators(county),
        "projects": {project.name: _project(project, counting) for project in projects},
        "truth_sites": expected,
    }
    (folder / FILE).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    shapes = np.array([site.shape for site in sites], dtype=object)
    columns = {"DKBH": [site.id for site in sites], "DKMC": [f"{one['about']} {one['how']}" for one in expected]}
    write_features(features(shapes, **columns), folder / SITES, GEOGRAPHIC_CRS, None)


def _layer(one: Written) -> dict[str, Any]:
    sheet = one.sheet
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "file": str(sheet.path),
        "crs": sheet.crs,
        "edition": sheet.edition.isoformat(),
        "measured_from": sheet.measured_from,
        "coverage": sheet.coverage,
        "features": one.count,
    }


def _project(project: Project, counting: Counting) -> dict[str, Any]:
    """What its features take together; no cell is in two of them."""
    parts: dict[int, float] = {}
    for _, of_feature in project.shapes:
        for cell, area in of_feature.items():
            parts[cell] = parts.get(cell, 0.0) + area
    whole = Site(project.name, "LSYD", "inside", project.shapes[0][0], parts)
    met = counting.of(whole)
    told = ("towns", "area_m2", "enters", "land", "farmland_net_m2", "owners", "farmland_owners", "planned", "limits")
    return {"site": project.file, "features": len(project.shapes), **{key: met[key] for key in told}}
