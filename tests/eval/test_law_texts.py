"""The second derivation of the law texts, held against the first and against what is known of the laws."""

from __future__ import annotations

from datetime import date

from eval.law_texts import law_texts, paragraphs, text_at, titles, versions_of
from eval.places import bare_title, place_of_reference
from knowledge.corpus.national_laws import read_national_laws


def test_both_derivations_have_the_same_articles_word_for_word() -> None:
    first = {
        (bare_title(d.instrument.id), d.version.version_date, a.number): a.text
        for d in read_national_laws()
        for a in d.articles
        if "·" not in a.number
    }
    second = {(law.title, law.version, key): text for law in law_texts() for key, text in law.articles.items()}
    assert len(second) > 25_000
    assert {key for key, text in second.items() if first.get(key) != text} == set()


def test_a_law_in_two_texts_says_when_the_newer_one_starts() -> None:
    old, new = versions_of("渔业法")
    assert (old.version, new.version, new.starts) == (date(2013, 12, 28), date(2025, 12, 27), date(2026, 5, 1))


def test_a_first_texts_start_is_not_taken_for_the_amended_ones() -> None:
    assert versions_of("土地管理法")[-1].starts is None


def test_an_item_is_found_in_its_paragraph() -> None:
    text = text_at(place_of_reference("土地管理法第四十六条第一款第二项"))
    assert text is not None
    assert "三十五公顷" in text
    assert text_at(place_of_reference("土地管理法第四十六条第一款第九项")) is None
    assert text_at(place_of_reference("土地管理法第四百条")) is None


def test_lines_that_break_in_the_middle_of_a_sentence_leave_the_paragraphs_open() -> None:
    assert paragraphs("有下列情形的：\n（一）甲；\n（二）乙。\n前款规定不适用。") == [
        ["有下列情形的：", "（一）甲；", "（二）乙。"],
        ["前款规定不适用。"],
    ]
    assert paragraphs("国家实行永久基本\n农田保护制度。") is None


def test_titles_are_without_the_name_of_the_state() -> None:
    assert "土地管理法" in titles()
    assert not any(title.startswith("中华人民共和国") for title in titles())
