"""The tables of constraints, factors and uses hold together, and lean on rules that exist."""

from __future__ import annotations

import tomllib
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools import ToolError
from tools.compliance.rules.rulebook import PACKS
from tools.siting.definitions import FactorKey, constraint_rules, everyday_uses, factor_rules, use_groups, use_names
from tools.siting.factors import scored
from tools.siting.request import Weights
from tools.siting.uses import use_of


def test_every_rule_named_is_one_of_the_compliance_packs_and_of_that_layer() -> None:
    checks = [check for path in PACKS.glob("*.toml") for check in tomllib.loads(path.read_text())["check"]]
    of_rule = {rule["id"]: check["key"] for check in checks for rule in check["rule"]}
    named = {rule.rule: rule.zone for rule in constraint_rules() if rule.rule}
    assert {rule: of_rule.get(rule) for rule in named} == named
    assert {rule.key for rule in constraint_rules() if rule.zone and not rule.rule} == set()


def test_every_factor_has_a_weight_a_source_and_a_place_in_the_request() -> None:
    keys = set(get_args(FactorKey))
    assert set(factor_rules()) == keys == set(Weights.model_fields)
    assert all(set(group.weights) == keys for group in use_groups())
    assert all(rule.source for rule in [*constraint_rules(), *factor_rules().values()])


def test_every_use_has_a_group_and_finds_itself_by_code_and_by_name() -> None:
    for code, name in use_names().items():
        assert (use_of(code).code, use_of(name).name) == (code, name)
        assert use_of(code).group


@pytest.mark.parametrize(
    ("planned", "relation"),
    [
        ("1001", "同一用途"), ("100102", "同一用途"), ("100100", "同一用途"), ("1002", "同一大类"), ("16", "留白用地"),
        ("160000", "留白用地"), ("0701", "其他建设用途"), ("0101", "非建设用途"), ("1701", "非建设用途"),
    ],
)  # fmt: skip
def test_planned_uses_are_told_apart_whatever_the_length_of_their_code(planned: str, relation: str) -> None:
    assert use_of("工业用地").relation(planned) == relation


def test_a_use_that_is_not_built_on_is_refused_with_near_names() -> None:
    with pytest.raises(ToolError, match=r"0101.*不是可建设的"):
        use_of("0101")
    with pytest.raises(ToolError, match=r"不认识用途“小学校舍”.*相近的有"):
        use_of("小学校舍")


def test_what_people_say_is_built_belongs_to_a_class_and_is_no_other_class_s_name() -> None:
    assert use_of("小学").name == "中小学用地"
    assert use_of("消防站").code == "1310"
    for said, code in everyday_uses().items():
        assert use_of(said).code == code


def test_the_published_slope_bands_hold_at_their_edges() -> None:
    degrees = np.array([0, 2, 2.01, 8, 8.01, 15, 15.01, 60, np.nan])
    assert scored(degrees, factor_rules()["slope"]) == pytest.approx(
        [1, 1, 0.8, 0.8, 0.6, 0.6, 0.4, 0.4, np.nan], nan_ok=True
    )


@given(st.lists(st.floats(0, 1e6) | st.just(float("inf")), min_size=1, max_size=30))
def test_scores_lie_between_0_and_1_and_fall_with_distance(metres: list[float]) -> None:
    values = np.sort(np.array(metres))
    for key in ("roads", "power", "water", "population", "slope"):
        scores = scored(values, factor_rules()[key])  # type: ignore[index]
        assert ((scores >= 0) & (scores <= 1)).all()
        assert (np.diff(scores) <= 1e-12).all()
