"""Articles found again in another text of their law."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeBase
from knowledge.counterpart import counterpart
from knowledge.document import Article


def _articles(base: KnowledgeBase, version: str) -> dict[str, Article]:
    return {article.number: article for article in base.articles(version)}


@pytest.mark.parametrize(
    ("old", "new", "numbers"),
    [
        ("渔业法@2013-12-28", "渔业法@2025-12-27", {"29": "41", "33": "48", "5": "14"}),
        ("监狱法@2012-10-26", "监狱法@2026-04-30", {"9": "13", "29": "49", "53": "77"}),
        ("海商法@1992-11-07", "海商法@2025-10-28", {"37": "39", "93": "130", "261": "288"}),
    ],
)
def test_an_article_is_found_under_its_new_number_and_back(
    knowledge_base: KnowledgeBase, old: str, new: str, numbers: dict[str, str]
) -> None:
    before, after = _articles(knowledge_base, old), _articles(knowledge_base, new)
    for number, now in numbers.items():
        found = counterpart(before[number], list(after.values()))
        again = counterpart(after[now], list(before.values()))
        assert (found and found.number, again and again.number) == (now, number)


def test_an_article_that_was_left_out_has_none(knowledge_base: KnowledgeBase) -> None:
    before, after = (_articles(knowledge_base, version) for version in ("渔业法@2013-12-28", "渔业法@2025-12-27"))
    assert counterpart(before["21"], list(after.values())) is None


def test_of_no_articles_there_is_none() -> None:
    assert counterpart(Article("1", "第一条", "为了加强渔业资源的保护，制定本法。"), []) is None
