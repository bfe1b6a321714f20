"""Every record of the banks is whole, and its truth stands in the packaged laws."""

from collections import Counter
from datetime import date

import pytest

from eval.bench.answers import bank
from knowledge.corpus.national_laws import read_national_laws


@pytest.fixture(scope="module")
def articles():
    return {(d.instrument.id, a.label) for d in read_national_laws() for a in d.articles}


@pytest.mark.parametrize("name", ["unanswerable", "answerable"])
def test_ids_and_questions_are_each_there_once(name):
    rows = bank(name)
    assert len({row["id"] for row in rows}) == len({row["question"] for row in rows}) == len(rows)


def test_the_three_reasons_to_refuse_have_fifty_questions_each():
    assert Counter(row["why"] for row in bank("unanswerable")) == {
        "text_not_held": 50,
        "false_premise": 50,
        "other_field": 50,
    }


def test_every_gold_article_is_in_the_packaged_laws(articles):
    for row in bank("answerable"):
        assert row["gold"], row["id"]
        for gold in row["gold"]:
            assert (gold["instrument"], gold["article"]) in articles, row["id"]


def test_every_day_is_one():
    assert all(date.fromisoformat(row["as_of"]) for row in bank("answerable") if "as_of" in row)
