"""What a demonstration county holds, as whoever made it wants to know at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LayerSummary:
    name: str
    kind: str
    features: int


@dataclass(frozen=True)
class Summary:
    folder: Path
    name: str
    region: str
    seed: int
    parcels: int
    area_km2: float
    people: int
    layers: tuple[LayerSummary, ...]
    projects: tuple[tuple[str, Path], ...]
    """name and file of the site"""
    sites: int
    """of known outcome"""
    conflicts: int
    """places where layers contradict each other"""


def summary_of(folder: Path) -> Summary:
    """Read from `truth.json`."""
    told = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return Summary(
        folder=folder,
        name=told["name"],
        region=told["region"],
        seed=told["seed"],
        parcels=told["parcels"],
        area_km2=told["area_m2"] / 1e6,
        people=told["people"]["常住人口"],
        layers=tuple(LayerSummary(one["name"], one["kind"], one["features"]) for one in told["layers"]),
        projects=tuple((name, folder / "projects" / name / one["site"]) for name, one in told["projects"].items()),
        sites=len(told["truth_sites"]),
        conflicts=sum(len(one["parcels"]) for one in told["conflicts"]),
    )
