"""m² of land, of zones, of what zones have in common, and where layers contradict each other."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..country import Mask
from ..county import County
from ..editions import ASIDE, FADE, LEAST, MOST
from ..ground import Floats
from ..land import FARMLAND
from ..layers.survey import bund_share, owners
from ..sheet import serials
from ..sites.expected import OWNER, rounded
from ..zones import CLASSES
from ..zones.catalog import ILLEGAL

Table = dict[str, Any]


def by(names: np.ndarray, area: Floats) -> dict[str, float]:
    """Sum of areas for each name."""
    keys, number = np.unique(names, return_inverse=True)
    return {str(key): rounded(one) for key, one in zip(keys, np.bincount(np.ravel(number), area), strict=True)}


def towns(county: County) -> list[Table]:
    settled, country = county.country.settled, county.country
    area = np.bincount(country.town, county.shapes.cell_area, len(settled.seats))
    return [
        {
            "code": settled.town_code(n),
            "name": name,
            "area_m2": rounded(area[n]),
            "people": county.people.within(country.town == n),
            "land": by(country.code[country.town == n], county.shapes.cell_area[country.town == n]),
        }
        for n, name in enumerate(settled.town_names)
    ]


def land(county: County) -> Table:
    country, area = county.country, county.shapes.cell_area
    field = np.isin(country.code, FARMLAND)
    net = area * (1 - bund_share(country)[country.parcels.of_cell])
    owner = owners(country)[0][country.parcels.of_cell]
    return {
        "survey": by(country.code, area),
        "planned": by(county.planned_of_cell, area),
        "farmland_m2": rounded(area[field].sum()),
        "farmland_net_m2": rounded(net[field].sum()),
        "owners": {OWNER[key]: one for key, one in by(owner, area).items()},
    }


def zones(county: County) -> Table:
    """By kind; `stored_m2` is the area as drawn in the layer's own edition."""
    found = {}
    for kind, label in county.zones.label.items():
        inside = label > 0
        names = np.array(CLASSES[kind])[np.maximum(label, 1) - 1]
        found[kind] = {
            "area_m2": rounded(county.shapes.cell_area[inside].sum()),
            "stored_m2": rounded(county.shapes.cell_area_of(kind)[inside].sum()),
            "classes": by(names[inside], county.shapes.cell_area[inside]),
        }
    return found


def pairs(county: County) -> Table:
    """`A|B` → m² in both; `within_m2` bounds how far the stored layers may be from that where one lies aside."""
    kinds = list(county.zones.label)
    inside = np.array([county.zones.inside(kind) for kind in kinds], dtype=np.float64)
    common = (inside * county.shapes.cell_area) @ inside.T
    slack = {kind: _slack(county, kind) for kind in kinds}
    return {
        f"{one}|{other}": {"area_m2": rounded(common[n, m]), "within_m2": rounded(slack[one] + slack[other])}
        for n, one in enumerate(kinds)
        for m, other in enumerate(kinds)
        if n < m and (common[n, m] > 0 or slack[one] + slack[other] > 0 or (one, other) in ILLEGAL)
    }


def _slack(county: County, kind: str) -> float:
    """m² that lie between a zone's border as the survey has it and as its own edition has it, at most."""
    if kind not in ASIDE:
        return 0.0
    mesh, label = county.country.parcels.mesh, county.zones.label[kind]
    left, right = mesh.edges[:, 0], mesh.edges[:, 1]
    ends = (left >= 0) & (right >= 0)
    ends &= (label[left] > 0) != (label[right] > 0)
    start, end = mesh.edges[ends, 2], mesh.edges[ends, 3]
    length = np.hypot(*(mesh.vertices[start] - mesh.vertices[end]).T)
    shift = np.hypot(*(county.shapes.vertices_of(kind) - county.shapes.vertices).T)
    return float((length * np.maximum(shift[start], shift[end])).sum() * 1.1)


def conflicts(county: County) -> list[Table]:
    country = county.country
    ids = np.array(serials(2001, country.parcels.count))
    return [
        {
            "name": conflict.name,
            "kinds": list(conflict.kinds),
            "parcels": ids[conflict.parcels].tolist(),
            "towns": _towns_of(county, conflict.cells),
            "area_m2": rounded(county.shapes.cell_area[conflict.cells].sum()),
        }
        for conflict in county.conflicts
    ]


def disagreements(county: County) -> list[Table]:
    """Layers whose borders lie aside from the survey's in named towns, and nowhere else."""
    names, count = county.country.settled.town_names, len(county.country.settled.town_names)
    return [
        {
            "kind": kind,
            "from": "DLTB",
            "towns": [names[n] for n in aside.towns if n < count],
            "least_m": LEAST,
            "most_m": MOST,
            "fades_within_m": FADE,
        }
        for kind, aside in ASIDE.items()
    ]


def _towns_of(county: County, cells: Mask) -> list[str]:
    return [county.country.settled.town_names[n] for n in np.unique(county.country.town[cells])]
