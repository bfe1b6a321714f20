"""Rivers, railway, roads and streets as middle lines with a class and a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial import Delaunay, cKDTree

from .ground import Floats, Ground
from .mesh import Ints
from .settlements import Settlements

CourseKind = Literal[
    "river", "canal", "railway", "motorway", "national", "provincial", "county", "arterial", "collector", "local",
    "township", "village",
]  # fmt: skip
WIDTH: dict[CourseKind, float] = {
    "canal": 14.0, "railway": 18.0, "motorway": 36.0, "national": 22.0, "provincial": 15.0, "county": 10.0,
    "arterial": 32.0, "collector": 22.0, "local": 13.0, "township": 7.5, "village": 5.0,
}  # fmt: skip
"""m of land, edge to edge; the river's follows the size of the county."""
STEP = 12.0
"""m between the points of a line."""


@dataclass(frozen=True)
class Course:
    kind: CourseKind
    points: Floats
    width: float
    name: str

    @property
    def line(self) -> shapely.LineString:
        return shapely.LineString(self.points)


def lay_courses(ground: Ground, settled: Settlements, rng: np.random.Generator) -> list[Course]:
    """In order of precedence: an earlier one is not interrupted by a later one."""
    streets = _streets(ground, settled, rng)
    ends = np.concatenate([street.points for street in streets])
    meets, seats = cKDTree(ends), cKDTree(settled.seats)
    country = [*_county_roads(ground, settled), *_local_roads(ground, settled, rng)]
    courses = [*_waters(ground), *_through_roads(ground), *streets]
    courses += [met for road in country if (met := _meeting_streets(settled, seats, road, meets)) is not None]
    order = list(CourseKind.__args__)  # type: ignore[attr-defined]
    return sorted(courses, key=lambda course: order.index(course.kind))


def drawn(ground: Ground, corners: Floats, step: float = STEP) -> Floats:
    """A line through `corners`, as it lies in the bent country."""
    straight = np.asarray(shapely.get_coordinates(shapely.segmentize(shapely.LineString(corners), step)))
    return ground.bent(straight)


def _waters(ground: Ground) -> list[Course]:
    """The river comes out of the hills and passes the county town in the north-east; a canal waters the plain."""
    radius, town = ground.size.radius, ground.size.town_radius
    along = np.linspace(-2.2, 2.2, 240) * radius
    flow = np.array([0.9, -0.43])
    across = np.array([0.43, 0.9])
    swing = (
        0.9 * town + 0.10 * radius * np.sin(along / radius * 3.1 + 0.6) + 0.035 * radius * np.sin(along / radius * 11)
    )
    swing += np.where(along < 0, (along / radius) ** 2 * 0.34 * radius, 0)
    river = Course(
        "river", drawn(ground, along[:, None] * flow + swing[:, None] * across), ground.size.river_width, "清水河"
    )
    foot = np.linspace(-0.1, 2.2, 120) * radius
    dry = foot[:, None] * flow - (0.55 * radius + 0.05 * radius * np.sin(foot / radius * 5))[:, None] * across
    return [river, Course("canal", drawn(ground, dry), WIDTH["canal"], "东干渠")]


def _through_roads(ground: Ground) -> list[Course]:
    radius = ground.size.radius
    ways: list[tuple[CourseKind, str, list[tuple[float, float]]]] = [
        ("railway", "示例铁路", [(-2.3, -0.95), (-0.6, -0.42), (0.35, -0.30), (2.3, -0.62)]),
        ("motorway", "G9901示例高速", [(-0.9, -2.3), (-0.42, -0.55), (-0.52, 0.2), (-0.1, 0.9), (0.6, 2.3)]),
        ("national", "G999", [(-2.3, 0.05), (-0.5, 0.02), (0, 0), (0.5, -0.06), (2.3, 0.25)]),
        ("provincial", "S998", [(0.25, 2.3), (0.12, 0.6), (0, 0), (-0.12, -0.6), (0.1, -2.3)]),
    ]
    return [
        Course(kind, drawn(ground, _rounded(np.array(corners) * radius)), WIDTH[kind], name)
        for kind, name, corners in ways
    ]


def _county_roads(ground: Ground, settled: Settlements) -> list[Course]:
    seats, courses = settled.straight[: len(settled.seats)], []
    for number, (a, b) in enumerate(_neighbours(seats)):
        corners = _rounded(np.array([seats[a], _aside(seats[a], seats[b], number), seats[b]]))
        courses.append(Course("county", drawn(ground, corners), WIDTH["county"], f"X{901 + number}"))
    return courses


def _meeting_streets(settled: Settlements, seats: cKDTree, road: Course, meets: cKDTree) -> Course | None:
    """A country road ends at the first street of a town it reaches; None if it never leaves the towns."""
    streets = np.asarray(meets.data)
    distance, seat = seats.query(road.points)
    reach = settled.radius * 0.9
    outside = np.flatnonzero(distance > reach[seat])
    if len(outside) < 3:
        return None
    first, last = outside[0], outside[-1]
    points = road.points[first : last + 1]
    if first > 0:
        points = np.concatenate([streets[[meets.query(points[0])[1]]], points])
    if last < len(road.points) - 1:
        points = np.concatenate([points, streets[[meets.query(points[-1])[1]]]])
    whole = shapely.get_coordinates(shapely.segmentize(shapely.LineString(points), STEP))
    return Course(road.kind, np.asarray(whole), road.width, road.name)


def _streets(ground: Ground, settled: Settlements, rng: np.random.Generator) -> list[Course]:
    """A turned grid in the county town and a smaller one in each seat, each street ending where the town does."""
    courses = []
    for number, (seat, radius) in enumerate(zip(settled.straight[: len(settled.seats)], settled.radius, strict=False)):
        turn = rng.uniform(0, np.pi / 2)
        axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        gap = 210.0 if number == 0 else 150.0
        for axis, other in ((axes[0], axes[1]), (axes[1], axes[0])):
            lanes = np.arange(-np.floor(radius / gap), np.floor(radius / gap) + 1)
            for lane in lanes:
                offset = lane * gap + rng.uniform(-0.12, 0.12) * gap
                reach = np.sqrt(max(radius**2 - offset**2, 0)) * rng.uniform(0.86, 1.02)
                if reach < gap * 0.8:
                    continue
                kind: CourseKind = "local"
                if number == 0:
                    kind = "arterial" if lane % 4 == 0 else "collector" if lane % 2 == 0 else "local"
                ends = seat + offset * other + np.array([-reach, reach])[:, None] * axis
                courses.append(
                    Course(
                        kind, drawn(ground, ends), WIDTH[kind], f"{'经纬'[axis is axes[0]]}{int(lane - lanes[0]) + 1}路"
                    )
                )
    return courses


def _local_roads(ground: Ground, settled: Settlements, rng: np.random.Generator) -> list[Course]:
    """Township roads join every village by a shortest tree; some further neighbours are joined by village roads."""
    places = settled.straight
    pairs = _neighbours(places)
    length = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T)
    tree = minimum_spanning_tree(coo_array((length, (pairs[:, 0], pairs[:, 1])), shape=(len(places),) * 2)).tocoo()
    needed = set(zip(tree.row.tolist(), tree.col.tolist(), strict=True))
    courses = []
    for number, (a, b) in enumerate(pairs):
        joins = (int(a), int(b)) in needed or (int(b), int(a)) in needed
        if not joins and rng.random() > 0.55:
            continue
        kind: CourseKind = "township" if joins else "village"
        corners = _rounded(np.array([places[a], _aside(places[a], places[b], number), places[b]]))
        courses.append(Course(kind, drawn(ground, corners), WIDTH[kind], f"{'Y' if joins else 'C'}{number + 1:03d}"))
    return courses


def _neighbours(places: Floats) -> Ints:
    """Pairs with no third place between them (Gabriel graph): such roads do not cross."""
    corners = Delaunay(places).simplices
    pairs = np.unique(np.sort(np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]]), 1), axis=0)
    middle = (places[pairs[:, 0]] + places[pairs[:, 1]]) / 2
    half = np.hypot(*(places[pairs[:, 0]] - places[pairs[:, 1]]).T) / 2
    nearest = cKDTree(places).query(middle)[0]
    return np.asarray(pairs[nearest > half * 0.999], dtype=np.int64)


def _aside(a: Floats, b: Floats, number: int) -> Floats:
    """A middle point beside the straight way, to alternating sides."""
    across = np.array([a[1] - b[1], b[0] - a[0]])
    return (a + b) / 2 + across * (0.10, -0.07, 0.04, -0.11)[number % 4]


def _rounded(corners: Floats, times: int = 4) -> Floats:
    """Corners cut again and again (Chaikin): a bend instead of an angle; the ends stay."""
    for _ in range(times):
        quarter, three = corners[:-1] * 0.75 + corners[1:] * 0.25, corners[:-1] * 0.25 + corners[1:] * 0.75
        corners = np.concatenate([corners[:1], np.stack([quarter, three], 1).reshape(-1, 2), corners[-1:]])
    return corners
