"""Is a site file with a trap refused by name, and a sound one read with its true area on the ellipsoid?"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence

import shapely

from knowledge import Wire

from ..exchange import Reply, ToolCall
from ..task import Case, Making, Score, Scorer, Task, Unparsed
from .traps.county import WORKSPACE, make_county, true_area
from .traps.of_shapes import SHAPE_TRAPS
from .traps.of_systems import SYSTEM_TRAPS
from .traps.sound_files import SOUND_FILES
from .traps.trap import Trap

TRAPS: tuple[Trap, ...] = (*SYSTEM_TRAPS, *SHAPE_TRAPS, *SOUND_FILES)
_AREA = 1e-6
"""Relative: plane areas are off by 1e-4 here, areas in degrees by ten orders of magnitude."""
_PLACE = 1e-5
"""Degrees, a metre: what WGS84 taken for CGCS2000 may be off."""


class Truth(Wire):
    says: str
    """Pattern of the reason for refusing; empty for a sound file."""
    area_m2: float | None = None
    longitude: float | None = None
    latitude: float | None = None


class Outcome(Wire):
    refused: str
    """The reason; empty when the file was read."""
    area_m2: float | None
    longitude: float | None
    latitude: float | None


ThisCase = Case[ToolCall, Truth]


def _cases(making: Making) -> Sequence[ThisCase]:
    shutil.rmtree(making.folder, ignore_errors=True)
    making.folder.mkdir(parents=True)
    parcels = make_county(making.folder, making.seed)
    return [_case(making, trap, parcels[5 * n : 5 * n + 3]) for n, trap in enumerate(TRAPS)]


def _case(making: Making, trap: Trap, parcels: Sequence[shapely.Geometry]) -> ThisCase:
    name = f"{trap.name}{trap.suffix}"
    truly = trap.write(making.folder / name, parcels)
    arguments = {"path": name, "workspace": WORKSPACE, "layer": trap.layer, "crs": trap.crs}
    given = {key: value for key, value in arguments.items() if value is not None}
    call = ToolCall(tool="read_site_file", arguments=given, files=("path", "workspace"), folder=making.folder)
    return Case(trap.name, call, _truth(trap, truly), "", trap.kind)


def _truth(trap: Trap, truly: Sequence[shapely.Geometry] | None) -> Truth:
    if truly is None:
        return Truth(says=trap.says)
    centre = shapely.union_all(truly).centroid
    return Truth(says="", area_m2=true_area(truly), longitude=centre.x, latitude=centre.y)


def _read(_: ThisCase, reply: Reply) -> Outcome:
    if reply.fault:
        return Outcome(refused=reply.fault, area_m2=None, longitude=None, latitude=None)
    result = reply.result if isinstance(reply.result, dict) else {}
    numbers = {name: result.get(name) for name in ("area_m2", "longitude", "latitude")}
    if not all(isinstance(value, int | float) for value in numbers.values()):
        raise Unparsed("没有面积和位置")
    return Outcome.model_validate({"refused": "", **numbers})


def _right(case: ThisCase, outcome: Outcome) -> Score:
    """A trap refused, a sound file read: what it says of it is judged beside."""
    due = bool(case.expected.says)
    if bool(outcome.refused) == due:
        return Score(1.0)
    return Score(0.0, f"应拒绝，却读出 {outcome.area_m2:.6g} 平方米" if due else f"完好的文件被拒绝：{outcome.refused}")


def _reason(case: ThisCase, outcome: Outcome) -> Score:
    named = bool(outcome.refused) and bool(re.search(case.expected.says, outcome.refused))
    return Score(float(named), "" if named else f"没有说出毛病：{outcome.refused or '没有拒绝'}")


def _area(case: ThisCase, outcome: Outcome) -> Score:
    right = case.expected.area_m2
    if outcome.area_m2 is None or right is None:
        return Score(0.0, "没有面积")
    off = outcome.area_m2 / right - 1
    return Score(float(abs(off) <= _AREA), "" if abs(off) <= _AREA else f"面积应为 {right:.3f}，差 {off:+.2e}")


def _place(case: ThisCase, outcome: Outcome) -> Score:
    pairs = ((outcome.longitude, case.expected.longitude), (outcome.latitude, case.expected.latitude))
    off = [abs(said - right) for said, right in pairs if said is not None and right is not None]
    right_place = len(off) == 2 and max(off) <= _PLACE
    return Score(float(right_place), "" if right_place else f"位置差 {max(off, default=0):.2e} 度")


def _is_sound(case: ThisCase) -> bool:
    return not case.expected.says


def _is_trap(case: ThisCase) -> bool:
    return bool(case.expected.says)


CRS_TRAPS = Task(
    name="crs_traps",
    title="坐标与图形的陷阱",
    claim="坐标系、带号、单位、图形有毛病的用地文件拒绝并说明毛病，完好的读出椭球面积",
    version=1,
    cases=_cases,
    read=_read,
    scorers=(
        Scorer("right", "该拒则拒、该读则读", _right),
        Scorer("reason", "说出毛病", _reason, applies=_is_trap),
        Scorer("area", "椭球面积", _area, applies=_is_sound),
        Scorer("place", "位置", _place, applies=_is_sound),
    ),
    kinds=frozenset({"tool"}),
)
