"""The language of rule conditions, three-valued."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.compliance.amount import Amount
from tools.compliance.conditions import BadCondition, Condition, Value
from tools.compliance.truth import Truth

KNOWN: dict[str, Value] = {
    "yes": True,
    "no": False,
    "field": "交通",
    "code": "100101",
    "area": Amount(10, 20),
    "years": 2.0,
}


def held(text: str) -> tuple[bool | None, set[str]]:
    truth = Condition.read(text).holds(lambda name: KNOWN.get(name, Truth(None, frozenset({name}))))
    return truth.value, set(truth.missing)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes and field in [能源, 交通]", True),
        ("field = 交通", True),
        ("field != 交通", False),
        ("code starts [07, 1001] and not no", True),
        ("code has 01 or gone", True),
        ("no and gone", False),
        ("(yes or gone) and not (no or no)", True),
        ("years <= 2 and years >= 2 and not years > 2 and not years < 2", True),
        ("area > 9 and area < 21", True),
        ("area > 15", None),
        ("stated yes and not stated gone and not denied gone", True),
        ("denied no and not stated no", True),
    ],
)
def test_what_is_known_decides(text: str, value: bool | None) -> None:
    assert held(text)[0] is value


def test_the_facts_that_would_decide_are_named() -> None:
    assert held("gone and lost") == (None, {"gone", "lost"})
    assert held("gone and yes or lost in [a, b]") == (None, {"gone", "lost"})
    assert held("gone and no") == (False, set())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yes and",
        "(yes",
        "yes no",
        "交通 = field",
        "yes = [a, b]",
        "a !b",
        "yes)",
        "in [a]",
        "and and or",
        "years > two",
    ],
)
def test_what_cannot_be_read_is_an_error(text: str) -> None:
    with pytest.raises(BadCondition):
        Condition.read(text)


@given(st.text(max_size=40))
def test_no_text_is_ever_run(text: str) -> None:
    with contextlib.suppress(BadCondition):
        Condition.read(text).holds(lambda name: Truth(None, frozenset({name})))


@pytest.mark.parametrize(
    ("hectares", "over", "at_least"),
    [(35, False, True), (35.00005, False, True), (35.01, True, True), (34.99, False, False)],
)
def test_over_excludes_the_number_and_at_least_includes_it(hectares: float, over: bool, at_least: bool) -> None:
    area = Amount(hectares * 1e4, hectares * 1e4, slack=1.0)
    assert area.compared(">", 350_000).value is over
    assert area.compared(">=", 350_000).value is at_least
