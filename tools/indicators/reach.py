"""Coverage of facilities: by walking or driving along the network, or by a straight radius."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt
import shapely

from ..crs import LocalFrame
from .amount import Amount, Lack, all_of
from .demand import Demand, demand_of
from .expressions import Goal, Reach
from .goals import FACILITIES, Goals
from .holdings import Holdings
from .land import SURVEY, zones_named
from .results import Beside, Data
from .streets import Feet, Streets
from .units import unit
from .ways import STREETS, Pace, network

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Coverage:
    """Of what is to be served: all of it, and what is reached."""

    reached: Amount
    whole: Amount
    beside: tuple[Beside, ...]
    parameters: dict[str, float]
    method: str
    notices: tuple[str, ...]


class Reaching:
    """One measure's goals over one extent."""

    def __init__(self, wanted: Reach, holdings: Holdings, pace: Pace) -> None:
        self._wanted, self._holdings, self._pace = wanted, holdings, pace
        self._extent = holdings.zone(wanted.within)
        if shapely.is_empty(self._extent):
            raise Lack(f"{holdings.region.name}范围内没有{zones_named(wanted.within)}")
        self._frame = LocalFrame.around(self._extent)
        self._goals = Goals(holdings, self._frame, self._extent)

    def coverage(self) -> Coverage:
        wanted = self._wanted
        demand = demand_of(wanted.over, wanted.within, self._holdings, self._frame)
        if demand.missing:
            raise Lack(f"{wanted.over}的数据没有盖满{self._holdings.region.name}，没有可靠的分母")
        if wanted.by != "直线" and (self._feet(demand).edge < 0).all():
            raise Lack(self._nowhere(wanted.over))
        each = all_of(*(partial(self._served, goal, demand) for goal in wanted.reach))
        total, reached = demand.sum(), demand.sum(np.logical_and.reduce(each))
        incomplete = self._incomplete()
        what = f"{'、'.join(goal.name for goal in wanted.reach)}可达的{wanted.over}"
        spacing = {"点距_m": demand.spacing_m} if demand.spacing_m else {}
        return Coverage(
            reached=Amount(
                what, reached, total if incomplete else reached, unit(demand.unit), (*demand.data, *self._data())
            ),
            whole=Amount(f"全部{wanted.over}", total, total, unit(demand.unit), demand.data),
            beside=tuple(self._beside(demand, each)),
            parameters=spacing | self._pace.parameters(wanted.by),
            method=self._method(demand),
            notices=(*self._off_the_streets(demand), *incomplete),
        )

    def _served(self, goal: Goal, demand: Demand) -> Mask:
        if self._wanted.by == "直线":
            return self._goals.within(goal, demand.points, goal.metres or 0.0)
        minutes = goal.minutes or 0.0
        places = self._goals.places(goal, minutes * self._pace.walking + self._pace.snap)
        goals = self._streets.feet(places, self._pace.snap)
        if len(places) and (goals.edge < 0).all():
            raise Lack(self._nowhere(goal.name))
        times = self._streets.minutes(goals, self._feet(demand), minutes)
        return np.asarray(np.isfinite(times))

    def _nowhere(self, what: str) -> str:
        """A network in another place would give 0 %, which is a number, and wrong."""
        way = zones_named((STREETS[self._wanted.by],))
        return f"{way}：没有一处{what}离路在{self._pace.snap:g}米以内，路网与别的图层不像在同一个地方"

    @cached_property
    def _streets(self) -> Streets:
        return network(self._wanted.by, self._holdings, self._frame, self._pace)

    def _feet(self, demand: Demand) -> Feet:
        return self._streets.feet(demand.points, self._pace.snap)

    def _kinds(self) -> list[str]:
        """Of what is reached and the way there."""
        way = {STREETS[self._wanted.by]} if self._wanted.by in STREETS else set()
        return sorted(way | {FACILITIES if goal.to else SURVEY for goal in self._wanted.reach})

    def _data(self) -> tuple[Data, ...]:
        return tuple(data for kind in self._kinds() for data in self._holdings.held(kind).data())

    def _incomplete(self) -> tuple[str, ...]:
        """Layers that may hold more than is known, so that the coverage is a lower bound."""
        doubtful = [kind for kind in self._kinds() if self._holdings.held(kind).missing(self._extent)]
        return tuple(
            f"{zones_named((kind,))}没有盖满所算的范围（或没有写覆盖范围），覆盖率只是下限" for kind in doubtful
        )

    def _beside(self, demand: Demand, each: list[Mask]) -> list[Beside]:
        """The straight buffer, every goal by itself, and the share of people, for comparison."""
        total, over = demand.sum(), self._wanted.over
        found = []
        if self._wanted.by == "步行":
            radii = {goal.name: (goal.minutes or 0.0) * self._pace.walking for goal in self._wanted.reach}
            straight = [self._goals.within(goal, demand.points, radii[goal.name]) for goal in self._wanted.reach]
            said = "、".join(f"{radius:g}" for radius in sorted(set(radii.values())))
            share = demand.sum(np.logical_and.reduce(straight)) / total
            found.append(_percent(f"直线{said}米缓冲区覆盖率（{over}）", share))
        if len(each) > 1:
            named = zip(self._wanted.reach, each, strict=True)
            found += [_percent(f"其中{goal.name}（{over}）", demand.sum(served) / total) for goal, served in named]
        return [*found, *self._of_people()]

    def _of_people(self) -> list[Beside]:
        """The same coverage of people where dwellings were asked for; nothing where the grid is not held."""
        if self._wanted.over != "居住用地":
            return []
        try:
            people = demand_of("人口", self._wanted.within, self._holdings, self._frame)
        except Lack:
            return []
        served = np.logical_and.reduce([self._served(goal, people) for goal in self._wanted.reach])
        return [_percent(f"{self._wanted.by}覆盖率（人口）", people.sum(served) / people.sum())]

    def _method(self, demand: Demand) -> str:
        points = f"{self._wanted.over}化为{len(demand.points)}个点加权"
        if self._wanted.by == "直线":
            return f"直线距离；{points}"
        way = zones_named((STREETS[self._wanted.by],))
        return f"沿{way}的最短时间，含从点到路、从路到设施的直线段；路与路相交即连通；{points}"

    def _off_the_streets(self, demand: Demand) -> tuple[str, ...]:
        if self._wanted.by == "直线":
            return ()
        off = demand.sum(self._feet(demand).edge < 0) / demand.sum()
        far = f"{off:.2%}的{self._wanted.over}离最近的路超过{self._pace.snap:g}米，按未覆盖计"
        return (far,) if off else ()


def _percent(name: str, share: float) -> Beside:
    return Beside(name=name, value=share * 100, unit="%")
