"""Site selection on a county whose best site is known: what is found, what is left out, what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from plain_county import (
    FARMLAND,
    GRASS,
    REDLINE,
    SPAN,
    VILLAGE,
    build,
)
from shapely.geometry.base import BaseGeometry
from siting_questions import FACTORY, ask, constraint, outlines, selected

from tools import ToolError
from tools.crs import area_of
from tools.layers import Workspace, open_workspace
from tools.siting import OpenCheck, Precheck
from tools.siting.request import Constraint, FieldWords, Pairwise, Weights
from tools.siting.results import SiteSelection

WHOLE = SPAN * SPAN
ROAD = 100 * SPAN


@pytest.fixture(scope="module")
def found(county: Workspace, tmp_path_factory: pytest.TempPathFactory) -> SiteSelection:
    return selected(FACTORY, county, results=tmp_path_factory.mktemp("results"))


def test_the_best_site_is_the_grass_beside_the_road_amid_the_industrial_zone(found: SiteSelection) -> None:
    best = found.candidates[0]
    assert [(share.code, share.share) for share in best.land] == [("0404", 1.0)]
    assert abs(best.area_m2 - 80_000) <= 8_000
    assert shapely.intersection(outlines(found)[0], GRASS).area == pytest.approx(best.area_m2, rel=1e-4)
    scores = {factor.factor: factor.score for factor in best.factors}
    assert (scores["slope"], scores["planned_use"], scores["development_boundary"], scores["hazard"]) == (1, 1, 1, 1)
    assert scores["land_use"] == pytest.approx(0.9)


def test_scores_are_the_weighted_sum_of_what_is_shown(found: SiteSelection) -> None:
    weights = {factor.factor: factor.weight for factor in found.factors}
    assert sum(weights.values()) == pytest.approx(1, abs=1e-5)
    for candidate in found.candidates:
        assert all(0 <= factor.score <= 1 for factor in candidate.factors)
        total = sum(weights[factor.factor] * factor.score for factor in candidate.factors)
        assert candidate.score == pytest.approx(total, abs=1e-5)
    assert [c.score for c in found.candidates] == sorted((c.score for c in found.candidates), reverse=True)


def test_candidates_are_as_wide_and_compact_as_asked_and_do_not_overlap(found: SiteSelection) -> None:
    shapes = outlines(found)
    assert len(shapes) == 3
    for n, (shape, candidate) in enumerate(zip(shapes, found.candidates, strict=True)):
        assert shape.geom_type == "Polygon"
        assert candidate.compactness >= found.min_compactness
        assert candidate.width_m >= found.min_width_m
        assert not shape.buffer(-found.min_width_m / 2).is_empty
        assert all(shapely.intersection(shape, other).area < 1 for other in shapes[:n])


def test_no_candidate_enters_a_zone_by_more_than_a_square_metre(county: Workspace, tmp_path: Path) -> None:
    wide = Weights(slope=1)
    found = selected(ask(weights=wide, count=20, waive=("现状水域",)), county, results=tmp_path)
    assert len(found.candidates) > 10
    for shape in outlines(found):
        assert all(shapely.intersection(shape, zone).area <= 1 for zone in (FARMLAND, REDLINE, VILLAGE))


def test_each_constraint_tells_what_it_excludes_and_what_it_alone_excludes(found: SiteSelection) -> None:
    farmland, redline = constraint(found, "YJJBNT"), constraint(found, "STBHHX")
    built, road, steep = constraint(found, "built"), constraint(found, "transport"), constraint(found, "steep")
    assert farmland.excluded_m2 == pytest.approx(FARMLAND.area, rel=1e-4)
    assert farmland.alone_m2 == pytest.approx(FARMLAND.area - VILLAGE.area, rel=1e-4)
    assert (redline.excluded_m2, redline.alone_m2) == (pytest.approx(REDLINE.area, rel=1e-4),) * 2
    assert (built.excluded_m2, built.alone_m2) == (pytest.approx(VILLAGE.area, rel=1e-4), 0)
    assert road.alone_m2 == pytest.approx(ROAD, rel=1e-4)
    assert steep.alone_m2 == pytest.approx(2 * 4 * 1e4, rel=1e-4)
    left = WHOLE - FARMLAND.area - REDLINE.area - ROAD - 8e4
    assert found.feasible_m2 == pytest.approx(left, rel=1e-4)


def test_waiving_a_constraint_frees_what_it_alone_excludes(county: Workspace, found: SiteSelection) -> None:
    freed = selected(ask(waive=("永久基本农田",)), county)
    alone = constraint(found, "YJJBNT").alone_m2
    assert freed.feasible_m2 - found.feasible_m2 == pytest.approx(alone, abs=1)
    assert constraint(freed, "YJJBNT").state == "waived"


def test_a_constraint_more_never_enlarges_what_is_feasible(county: Workspace, found: SiteSelection) -> None:
    tighter = selected(ask(constraints=(Constraint(factor="roads", at_most=500),)), county)
    assert tighter.feasible_m2 < found.feasible_m2
    assert constraint(tighter, "asked1").default is False


@pytest.mark.parametrize(
    ("extra", "inside"),
    [
        (Constraint(within="CZKFBJ"), shapely.box(900, 1300, 1700, 2000)),
        (Constraint(avoid="DZYFQ", where=(FieldWords(field="JB", words=("高",)),)), shapely.box(0, 0, 2000, SPAN)),
        (
            Constraint(avoid="路网", distance_m=60),
            shapely.box(0, 0, SPAN, 1190).union(shapely.box(0, 1310, SPAN, SPAN)),
        ),
        (Constraint(within="草地"), GRASS),
        (Constraint(avoid="红线", distance_m=200), shapely.box(0, 0, SPAN, 1850)),
    ],
    ids=["within_a_kind", "avoid_by_field", "keep_off_a_layer", "within_a_land_class", "keep_off_a_zone"],
)
def test_asked_constraints_hold_to_the_square_metre(
    county: Workspace, tmp_path: Path, extra: Constraint, inside: BaseGeometry
) -> None:
    found = selected(ask(constraints=(extra,), count=2, area_m2=40_000), county, results=tmp_path)
    for shape in outlines(found):
        assert shapely.difference(shape, inside).area <= 1


def test_storing_the_parcels_in_another_order_changes_nothing(found: SiteSelection, tmp_path: Path) -> None:
    again = selected(FACTORY, open_workspace(build(tmp_path / "backwards", backwards=True)), results=tmp_path / "out")
    assert again.candidates == found.candidates
    assert again.constraints == found.constraints
    assert [shape.wkb for shape in outlines(again)] == [shape.wkb for shape in outlines(found)]


def test_scaling_all_weights_changes_nothing(county: Workspace) -> None:
    one = selected(ask(weights=Weights(slope=1, roads=2, planned_use=3)), county)
    many = selected(ask(weights=Weights(slope=10, roads=20, planned_use=30)), county)
    assert one == many
    assert one.weights.origin == "given"
    assert {factor.factor for factor in one.factors if factor.scored} == {"slope", "roads", "planned_use"}


def test_a_matrix_of_judgements_gives_the_weights_and_its_consistency(county: Workspace) -> None:
    pairs = Pairwise(factors=("roads", "slope", "hazard"), matrix=((1, 2, 4), (0.5, 1, 2), (0.25, 0.5, 1)))
    found = selected(ask(pairwise=pairs), county)
    assert found.weights.consistency_ratio == pytest.approx(0, abs=1e-9)
    weights = {factor.factor: factor.weight for factor in found.factors if factor.scored}
    assert weights == pytest.approx({"roads": 4 / 7, "slope": 2 / 7, "hazard": 1 / 7}, abs=1e-6)


def test_a_kind_that_does_not_exist_here_excludes_nothing(found: SiteSelection) -> None:
    park = constraint(found, "GJGY")
    assert (park.state, park.excluded_m2) == ("absent", 0)
    assert "本县没有" in park.why


def test_a_part_of_the_region_is_searched_by_its_name_or_code(county: Workspace, tmp_path: Path) -> None:
    east = selected(ask(region="东乡"), county, results=tmp_path)
    assert (east.region, east.region_name) == ("999901101", "东乡")
    assert all(shapely.difference(shape, shapely.box(1200, 0, SPAN, SPAN)).area <= 1 for shape in outlines(east))
    assert selected(ask(region="999901101"), county).candidates == east.candidates


def test_every_candidate_is_prechecked_and_a_refusal_to_judge_is_undecided(county: Workspace) -> None:
    seen: list[tuple[float, str, date]] = []

    def check(site: BaseGeometry, use: str, day: date) -> Precheck:
        seen.append((area_of(site), use, day))
        if len(seen) == 1:
            return Precheck("有条件符合", (OpenCheck("NYDZY", "农用地转用", "有条件符合", "尚待批准"),))
        raise ToolError("用地范围不在本节点")

    found = selected(FACTORY, county, check)
    told = [candidate.precheck for candidate in found.candidates]
    assert [one and one.verdict for one in told] == ["有条件符合", "无法判定", "无法判定"]
    assert told[1] is not None
    assert told[1].checks[0].reason == "用地范围不在本节点"
    assert not any("没有做规划符合性预检" in notice for notice in found.notices)
    assert seen[0] == (pytest.approx(found.candidates[0].area_m2, abs=0.01), "1001", date(2026, 11, 22))


def test_the_answer_is_small_and_the_file_holds_the_rest(found: SiteSelection) -> None:
    plain = json.dumps(found.model_dump(mode="json"), ensure_ascii=False, allow_nan=False)
    assert len(plain) < 30_000
    assert Path(found.file or "").stat().st_size > 10_000
    assert len(list(Path(found.file or "").parent.iterdir())) == 1
    assert "没有做规划符合性预检" in found.notices


def test_unconfirmed_tables_and_weights_are_shown_so(found: SiteSelection) -> None:
    assert {factor.factor: factor.confirmed for factor in found.factors}["slope"]
    assert not {factor.factor: factor.confirmed for factor in found.factors}["roads"]
    assert not found.weights.confirmed
    assert any("没有出处" in notice for notice in found.notices)


def test_candidates_that_the_precheck_finds_unfit_are_named_though_they_keep_their_rank(county: Workspace) -> None:
    def check(site: BaseGeometry, use: str, day: date) -> Precheck:
        return Precheck("不符合", (OpenCheck("GHYDYH", "规划用地用海", "不符合", f"{use} {day} {site.wkt}"),))

    found = selected(FACTORY, county, check)
    assert found.notices[-1].startswith("预检不符合的候选：S1、S2、S3（规划用地用海）")
    assert found.candidates[0].precheck is not None
    assert len(found.candidates[0].precheck.checks[0].reason) == 100


def test_shape_alone_may_count(county: Workspace) -> None:
    found = selected(ask(weights=Weights(compactness=1), count=1), county)
    assert found.candidates[0].score == pytest.approx(found.candidates[0].factors[-1].score, abs=1e-6)
    assert found.candidates[0].compactness > 0.6
