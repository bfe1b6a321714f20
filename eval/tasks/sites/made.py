"""Five hundred sites of an invented county, which is written out as a workspace beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from tools import ToolError
from tools.demo_county import SEED, build_demo, build_sites, raise_country, think_out
from tools.demo_county.sites.expected import Counting, degrees
from tools.demo_county.sites.ways import Ways

from .bank import projects
from .truth import Told

PARCELS = 2_000
COUNT = 500


@dataclass(frozen=True)
class MadeSite:
    name: str
    shape: BaseGeometry
    """Degrees of CGCS2000."""
    told: Told
    project: str


@cache
def made_sites(seed: int) -> tuple[MadeSite, ...]:
    """Every way to lie with every project in turn; ToolError where the county has too few places."""
    county = think_out(raise_country(PARCELS, SEED, lambda *_: None))
    ways = Ways(county)
    sites = build_sites(county, COUNT, seed, ways)
    if len(sites) < COUNT:
        raise ToolError(f"种子 {seed} 只造得出 {len(sites)} 块用地，要 {COUNT} 块；换一个 --seed")
    counting, names = Counting(county, ways), list(projects())
    turns: dict[str, int] = {}
    found = []
    for site, shape in zip(sites, degrees(sites), strict=True):
        turn = turns[site.about] = turns.get(site.about, -1) + 1
        found.append(MadeSite(site.id, shape, counting.of(site), names[turn % len(names)]))
    return tuple(found)


def write_county(folder: Path) -> None:
    """The county's layers as a workspace, without what is written beside them of the truth."""
    build_demo(folder, PARCELS, SEED)
    for path in folder.glob("truth*"):
        path.unlink()
