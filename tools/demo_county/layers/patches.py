"""A zone as polygons: patches of touching cells of one class, as the layer's edition has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ..county import County
from ..ground import Floats
from ..mesh import Geometries, Ints
from ..sheet import BUREAU, Sheet, features, serials
from ..size import GEOGRAPHIC_CRS, REGION
from ..zones import CLASSES


@dataclass(frozen=True)
class Patches:
    shapes: Geometries
    label: Ints
    """class of each"""
    area: Floats
    """m², ellipsoidal"""
    first: Ints
    """a cell of each"""

    @property
    def count(self) -> int:
        return len(self.shapes)


def patches_of(county: County, kind: str, label: Ints) -> Patches:
    shapes = county.shapes
    group = shapes.patches(label)
    held, first = np.unique(group, return_index=True)
    first = first[held >= 0]
    inside = group >= 0
    area = np.bincount(group[inside], shapes.cell_area_of(kind)[inside], len(first))
    united = shapes.mesh.united(shapes.cells_of(kind), group)
    return Patches(united, label[first], np.asarray(area, dtype=np.float64), first)


@dataclass(frozen=True)
class ZoneSheet:
    """How a zone whose features differ only in class and place is written."""

    kind: str
    name: str
    file: str
    number: int
    """within BSM"""
    edition: date
    crs: str = GEOGRAPHIC_CRS
    source: str = BUREAU
    table: str | None = None
    class_field: str | None = None
    ending: str = ""
    """after the name of the class"""
    called: str = ""
    """MC of the features, numbered"""


def zone_sheet(county: County, spec: ZoneSheet, **further: Any) -> Sheet:
    found = patches_of(county, spec.kind, county.zones.label[spec.kind])
    names = np.array(CLASSES[spec.kind], dtype=object)[found.label - 1]
    columns: dict[str, Any] = {
        "BSM": serials(spec.number, found.count),
        "XZQDM": [REGION] * found.count,
        "MC": [f"{spec.called or spec.name}{n}" for n in range(1, found.count + 1)],
    }
    if spec.class_field:
        columns[spec.class_field] = [f"{name}{spec.ending}" for name in names]
    columns |= {field: [value] * found.count for field, value in further.items()}
    frame = features(found.shapes, **columns, MJ=np.round(found.area, 2))
    return Sheet(spec.name, spec.kind, frame, spec.file, spec.crs, spec.edition, spec.source, spec.table)
