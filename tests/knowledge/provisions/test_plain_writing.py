"""Questions in traditional characters and full-width digits are read as the laws are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import KnowledgeBase
from knowledge.corpus.national_laws import read_national_laws
from knowledge.provisions.plain_writing import plainly_written


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("永久基本農田可以佔用嗎", "永久基本农田可以占用吗"),
        ("環境影響評價法第十六條", "环境影响评价法第十六条"),
        ("第３５條，ＧＢ５０１８０", "第35条，GB50180"),
        ("《土地管理法》（２０１９年）", "《土地管理法》（2019年）"),
    ],
)
def test_a_question_is_read_as_laws_are_written(written: str, plain: str) -> None:
    assert plainly_written(written) == plain


def test_no_word_of_a_law_is_changed() -> None:
    texts = (article.text for document in read_national_laws() for article in document.articles)
    changed = {a + b for text in texts for a, b in zip(text, plainly_written(text), strict=True) if a != b}
    assert {pair for pair in changed if not pair[1].isascii()} == set()


@given(st.text())
def test_places_stay_places_and_reading_twice_changes_nothing(text: str) -> None:
    plain = plainly_written(text)
    assert len(plain) == len(text)
    assert plainly_written(plain) == plain


def test_a_reference_in_traditional_characters_is_found(knowledge_base: KnowledgeBase) -> None:
    assert knowledge_base.provision("土地管理法第三十五條").address == "土地管理法@2019-08-26/35"
    assert knowledge_base.search("土地管理法第３５條").results[0].found_by == ("reference",)
