"""Citation precision and recall, and quotes, by hand and against the packaged laws."""

from __future__ import annotations

import pytest

from eval.law_texts import text_at
from eval.places import Place, place_of_reference
from eval.scorers.citations import Quote, citation_precision, citation_recall, quote_fidelity

A, B, C = (Place("土地管理法", n) for n in ("44", "45", "46"))


def test_precision_is_the_share_of_what_is_cited_rightly() -> None:
    score = citation_precision([A, B, Place("土地管理法", "44", 2)], right=[A], also=[C])
    assert score.value == 0.5
    assert score.reason == "不当引用：土地管理法第45条"


def test_recall_is_the_share_of_what_is_right() -> None:
    score = citation_recall([A], right=[A, C])
    assert score.value == 0.5
    assert score.reason == "没有引：土地管理法第46条"


def test_no_citation_is_no_precision() -> None:
    assert citation_precision([], right=[A]).value == 0


def test_a_repealed_text_is_not_the_one_in_force() -> None:
    old, new = (Place("农业法", "3", version=v) for v in ("2012-12-28", "2026-08-28"))
    assert citation_precision([old], right=[new]).value == 0


def test_a_quote_stands_in_its_article_or_not() -> None:
    place = place_of_reference("土地管理法第四十四条")
    text = text_at(place)
    assert text is not None
    first = text.splitlines()[0]
    assert quote_fidelity([Quote(place, first)]).value == 1
    score = quote_fidelity([Quote(place, first), Quote(place_of_reference("土地管理法第四十五条"), first)])
    assert score.value == 0.5
    assert "土地管理法第45条没有" in score.reason


@pytest.mark.parametrize("quotes", [[], [Quote(Place("某省条例", "1"), "某句话")]])
def test_quotes_that_cannot_be_checked_are_not_judged(quotes: list[Quote]) -> None:
    assert quote_fidelity(quotes).value is None
