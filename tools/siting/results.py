"""What site selection answers: wire forms that other programs read. Geometries are in the file that is named."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..compliance.verdicts import Verdict
from ..indicators.results import Data, Wire
from .definitions import FactorKey

ConstraintState = Literal["applied", "absent", "undecided", "waived", "no_data"]
"""applied: its ground is left out; absent: no such zone in the region; undecided: its layer is not held, or not known
to be complete; waived: not to hold; no_data: ground of which nobody can tell is left out"""


LocationModel = Literal["p_median", "max_coverage", "set_cover"]


class ConstraintShown(Wire):
    constraint: str
    name: str
    state: ConstraintState
    why: str = ""
    excluded_m2: float = 0.0
    """of the region, whatever else excludes it too"""
    alone_m2: float = 0.0
    """that nothing else excludes: what waiving it would free"""
    default: bool = True
    """False: asked for"""
    source: str = ""
    confirmed: bool = True
    rule: str | None = None
    """of the compliance packs"""
    data: tuple[Data, ...] = ()


class FactorShown(Wire):
    factor: FactorKey
    name: str
    weight: float
    """of those that count, which together are 1; 0 for one that is left out"""
    scored: bool
    why: str = ""
    """it is not scored"""
    unit: str = ""
    method: str = ""
    source: str = ""
    confirmed: bool = True
    """False: the score table is from general knowledge"""
    data: tuple[Data, ...] = ()


class WeightsShown(Wire):
    origin: Literal["given", "pairwise", "default"]
    method: str
    consistency_ratio: float | None = None
    """of the pairwise matrix; under 0.1"""
    confirmed: bool = True


class FactorScore(Wire):
    factor: FactorKey
    name: str
    score: float
    """0 to 1"""
    value: float | None = None
    unit: str = ""


class LandShare(Wire):
    code: str
    """DLBM, 三调"""
    name: str
    area_m2: float
    share: float


class OpenCheckShown(Wire):
    key: str
    name: str
    verdict: Verdict
    reason: str = ""


class PrecheckShown(Wire):
    verdict: Verdict
    checks: tuple[OpenCheckShown, ...] = ()
    """those that are not 符合, worst first"""


class RankStability(Wire):
    """Under weights drawn at random around the given ones."""

    first_share: float
    """of the draws in which it is the best"""
    top_share: float
    """of the draws in which it is among the best `top` (see the answer's `stability`)"""
    rank_range: tuple[int, int]
    """best and worst rank in any draw"""


class Candidate(Wire):
    id: str
    rank: int
    score: float
    """0 to 1: weighted sum of the factors' scores"""
    area_m2: float
    """ellipsoidal"""
    place: str
    """坐落 of most of it"""
    center: tuple[float, float]
    """longitude, latitude of a point inside"""
    bounds: tuple[float, float, float, float]
    factors: tuple[FactorScore, ...]
    land: tuple[LandShare, ...]
    """largest first"""
    parcels: int
    parcels_cut: int
    """of which only a part belongs to it"""
    parcel_ids: tuple[str, ...]
    """the first 50, by area"""
    compactness: float
    """4π area / perimeter²"""
    width_m: float
    undecided: tuple[str, ...] = ()
    """names of hard constraints of which nobody can tell here: 无法判定"""
    precheck: PrecheckShown | None = None
    stability: RankStability | None = None
    rank_by_topsis: int | None = None


class WeightRange(Wire):
    """How far one factor's weight may move, the others keeping their proportions, before the order changes."""

    factor: FactorKey
    name: str
    weight: float
    first_from: float
    first_to: float
    """within these the best stays the best"""
    order_from: float
    order_to: float
    """within these the whole order stays"""


class Stability(Wire):
    runs: int
    spread: float
    """each weight is drawn between (1 - spread) and (1 + spread) times itself, evenly"""
    top: int
    leading: FactorKey
    """the factor of the greatest weight"""
    ranges: tuple[WeightRange, ...]
    """leading factor first"""
    topsis_correlation: float | None = None
    """Spearman's, between the order here and that of TOPSIS"""


class SiteSelection(Wire):
    region: str
    region_name: str
    use_code: str
    use_name: str
    area_m2: float
    area_tolerance: float
    min_width_m: float
    min_compactness: float
    date: date
    candidates: tuple[Candidate, ...]
    constraints: tuple[ConstraintShown, ...]
    factors: tuple[FactorShown, ...]
    weights: WeightsShown
    stability: Stability | None = None
    """None where there is a single candidate"""
    region_m2: float
    feasible_m2: float
    """what the constraints leave"""
    file: str | None = None
    """GeoPackage in EPSG:4490 with the candidates' geometries; its name alone in what a tool answers (a service gives
    it out under `/api/v1/candidates/`, else it lies in the state folder)"""
    layer: str | None = None
    method: str
    undecided: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class FacilitySite(Wire):
    site: str
    """id of the candidate in `selection`; 既有设施 for all that are there already"""
    demand: float
    """that it serves, being the nearest"""
    demand_share: float
    mean_distance_m: float | None
    """along the network, weighted by demand; None where it serves nobody"""


class FacilityPlan(Wire):
    model: LocationModel
    count: int
    """of new facilities"""
    sites: tuple[FacilitySite, ...]
    demand_of: str
    """人口 or 居住用地"""
    demand_unit: str
    demand: float
    """in the region"""
    service_distance_m: float | None = None
    served_within: float | None = None
    """share of the demand within that distance"""
    mean_distance_m: float | None = None
    max_distance_m: float | None = None
    unreachable: float = 0.0
    """demand that no candidate reaches along the network; for a set cover, within the distance"""
    optimal: bool
    """proved; False: the best found in the time allowed"""
    candidates_considered: int
    demand_points: int
    data: tuple[Data, ...] = ()
    selection: SiteSelection
    """the chosen sites, ranked among themselves, and how the candidates were found"""
    method: str
    notices: tuple[str, ...] = ()
