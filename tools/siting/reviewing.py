"""The pre-check of candidates by the compliance check (规划符合性审查) itself, with the few facts that a wish tells."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from ..compliance.facts import ProjectFacts, Use
from ..compliance.results import Compliance
from ..compliance.review import Asked, Reviewer
from ..compliance.verdicts import WORST_FIRST
from ..crs import area_of
from ..layers import NO_WORKSPACE, read_site
from ..tool import ToolError
from .precheck import OpenCheck, Precheck, PrecheckOf

SCHEME = "用地用海2023"
_FINE = ("符合", "不适用")


def prechecked_by(reviewer: Callable[[], Reviewer | None]) -> PrecheckOf:
    """`reviewer`: of the node's workspace, None where it has none; asked anew each time.

    Known of the project are its use, that it is new, and that the candidate is all of its ground; all else is open, so
    what hangs on it is 无法判定 or 有条件符合.
    """

    def check(site: BaseGeometry, use: str, day: date) -> Precheck:
        open_ = reviewer()
        if open_ is None:
            raise ToolError(NO_WORKSPACE)
        facts = ProjectFacts(use=Use(scheme=SCHEME, code=use), construction="新建", area_m2=area_of(site))
        with tempfile.TemporaryDirectory(prefix="siting-") as folder:
            path = Path(folder) / "候选地块.geojson"
            path.write_text(_geojson(site), encoding="utf-8")
            layer = read_site(path, workspace=open_.workspace)
            return _open_checks(open_.review(Asked(layer, day, facts)).compliance)

    return check


def _open_checks(compliance: Compliance) -> Precheck:
    found = [one for one in compliance.checks if one.verdict not in _FINE]
    found.sort(key=lambda one: WORST_FIRST.index(one.verdict))
    return Precheck(compliance.verdict, tuple(OpenCheck(one.key, one.name, one.verdict, one.reason) for one in found))


def _geojson(site: BaseGeometry) -> str:
    feature = {"type": "Feature", "properties": {}, "geometry": json.loads(shapely.to_geojson(site))}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4490"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]})
