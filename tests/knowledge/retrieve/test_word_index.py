"""The word index finds Chinese by character pairs, filters, replaces and forgets."""

from datetime import date

import pytest

from knowledge.document import Article
from knowledge.errors import StoreUnavailable
from knowledge.passages.store import Where
from knowledge.retrieve.bigrams import terms
from knowledge.retrieve.term_index import Entry
from knowledge.retrieve.word_index import WordIndex

EVERYWHERE = Where()


def entry(id_, text, *, title="甲法", holds=(20200101, 99999999), region="000000", kind="法律", grade=0):
    filtered = Entry(id_, "", f"{title}@2020-01-01", *holds, region, kind, grade)
    return filtered, title, Article(str(id_), f"第{id_}条", text)


@pytest.fixture
def index(tmp_path):
    index = WordIndex(tmp_path / "words")
    index.put(
        [
            entry(1, "永久基本农田不得占用"),
            entry(2, "森林应当保护", title="乙法"),
            entry(3, "永久基本农田", region="330000"),
        ]
    )
    return index


def found(index, text, where=EVERYWHERE):
    return [id_ for id_, _ in index.best_articles(text, where=where, limit=10)]


def test_terms_are_character_pairs_and_whole_numbers():
    assert terms("基本农田 GB50180－2018，３５亩") == ["基本", "本农", "农田", "gb50180", "2018", "35", "亩"]


def test_the_article_with_the_words_comes_first(index):
    assert found(index, "森林保护") == [2]


def test_a_region_filter_leaves_other_regions_out(index):
    assert found(index, "基本农田", Where(regions=("330000",))) == [3]


def test_a_date_outside_the_validity_finds_nothing(index):
    assert found(index, "森林", Where(on=date(2019, 12, 31))) == []
    assert found(index, "森林", Where(on=date(2020, 1, 1))) == [2]


def test_the_day_a_version_ends_it_is_no_longer_found(index):
    index.put([entry(4, "草原", holds=(20200101, 20260815))])
    assert found(index, "草原", Where(on=date(2026, 8, 14))) == [4]
    assert found(index, "草原", Where(on=date(2026, 8, 15))) == []


def test_a_reader_sees_grades_up_to_its_own(index):
    index.put([entry(5, "涉密", grade=2)])
    assert found(index, "涉密") == []
    assert found(index, "涉密", Where(grade=2)) == [5]


def test_a_search_within_versions_looks_at_no_other(index):
    assert found(index, "基本农田森林", Where(versions=("乙法@2020-01-01",))) == [2]


def test_putting_again_replaces(index):
    index.put([entry(2, "湿地")])
    assert found(index, "森林") == []
    assert found(index, "湿地") == [2]
    assert index.ids() == ({1, 2, 3}, {1, 2, 3})


def test_forgotten_articles_are_gone_for_good(index, tmp_path):
    index.forget([1, 3])
    assert WordIndex(tmp_path / "words").ids() == ({2}, {2})


def test_a_broken_index_is_named_with_the_way_out(tmp_path):
    folder = tmp_path / "words"
    WordIndex(folder).put([entry(1, "甲")])
    (folder / "articles" / "meta.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreUnavailable, match=r"words.*kb rebuild"):
        WordIndex(folder)


def test_a_long_article_is_found_by_its_one_paragraph_that_answers(index):
    index.put([entry(7, "草原。" * 40 + "\n海岛利用应当登记。"), entry(8, "海岛与登记机关" + "另行规定" * 20)])
    parts = index.best_paragraphs("海岛利用登记", where=EVERYWHERE, limit=10)
    assert parts[0][0] == 7
