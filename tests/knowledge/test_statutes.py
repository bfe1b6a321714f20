"""Law as the computing tools see it, over the real national laws."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import KnowledgeBase
from knowledge.errors import UnknownReference
from knowledge.statutes import KnowledgeStatutes
from tools.statutes import basis_status

TODAY = date(2026, 11, 24)


@pytest.fixture
def statutes(knowledge_base: KnowledgeBase) -> KnowledgeStatutes:
    return KnowledgeStatutes(knowledge_base, lambda: knowledge_base.generation)


def test_a_held_article_whose_words_stand_there_is_matched(statutes: KnowledgeStatutes) -> None:
    found = statutes.provision("土地管理法第三十五条第一款", as_of=TODAY)
    assert (found.address, found.article) == ("土地管理法@2019-08-26/35/1", "第三十五条第一款")
    assert basis_status(found, ("难以避让", "国务院批准"), confirmed=True) == "matched"


def test_words_that_do_not_stand_there_leave_it_unconfirmed(statutes: KnowledgeStatutes) -> None:
    found = statutes.provision("土地管理法第三十五条第一款", as_of=TODAY)
    assert basis_status(found, ("三十六公顷",), confirmed=True) == "unconfirmed"
    assert basis_status(found, (), confirmed=True) == "unconfirmed"


def test_an_instrument_without_text_is_registered(statutes: KnowledgeStatutes) -> None:
    found = statutes.provision("公路安全保护条例第十一条", as_of=TODAY)
    assert found.text is None
    assert basis_status(found, ("20米",), confirmed=True) == "registered"
    assert basis_status(found, ("20米",), confirmed=False) == "unconfirmed"


def test_a_law_is_no_basis_before_its_first_day_nor_after_its_last(statutes: KnowledgeStatutes) -> None:
    words = ("禁止设置排污口",)
    old, new = "水污染防治法第六十四条", "生态环境法典第三百一十八条"
    seen = {
        (reference, day): basis_status(statutes.provision(reference, as_of=day), words, confirmed=True)
        for reference in (old, new)
        for day in (date(2026, 8, 14), date(2026, 8, 15))
    }
    assert seen[old, date(2026, 8, 14)] == seen[new, date(2026, 8, 15)] == "matched"
    assert seen[old, date(2026, 8, 15)] == seen[new, date(2026, 8, 14)] == "unconfirmed"


def test_an_address_nobody_knows_is_an_error(statutes: KnowledgeStatutes) -> None:
    with pytest.raises(UnknownReference):
        statutes.provision("没有这部法第一条", as_of=TODAY)
    with pytest.raises(UnknownReference, match="第四百条"):
        statutes.provision("土地管理法第四百条", as_of=TODAY)


def test_new_texts_are_seen(knowledge_base: KnowledgeBase) -> None:
    asked = []

    class Counting:
        def provision(self, reference: str, *, as_of: date | None = None, links: bool = True):  # type: ignore[no-untyped-def]  # noqa: ARG002
            asked.append(reference)
            return knowledge_base.provision(reference, as_of=as_of)

    generation = 1
    statutes = KnowledgeStatutes(Counting(), lambda: generation)
    for _ in range(2):
        statutes.provision("土地管理法第三十五条", as_of=TODAY)
    assert len(asked) == 1
    generation = 2
    statutes.provision("土地管理法第三十五条", as_of=TODAY)
    assert len(asked) == 2
