"""The citation check drops what the cited provision does not say, and keeps what it does."""

import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from agents.citations.check import check_answer
from agents.citations.evidence import Evidence

sys.path.insert(0, str(Path(__file__).parent))
from corruptions import Sentence, bad, good, kinds

DAY = date(2026, 11, 24)
JUDGED = 20261124
"""Seed of the judged sentences; others were used while the check was written."""


def kept(sentence: Sentence) -> bool:
    return check_answer(sentence.text, sentence.evidence, as_of=DAY).dropped == ()


def test_of_200_spoilt_sentences_at_least_95_percent_are_caught():
    spoilt = bad(JUDGED, 208)
    passed = [s for s in spoilt if kept(s)]
    table = Counter(s.kind for s in spoilt)
    missed = Counter(s.kind for s in passed)
    print("\n" + "\n".join(f"{kind}：{table[kind] - missed[kind]} / {table[kind]}" for kind in kinds()))  # noqa: T201 - seen with -s
    assert len(spoilt) >= 200
    assert min(table[kind] for kind in kinds()) >= 8
    assert len(passed) / len(spoilt) <= 0.05, [(s.kind, s.text) for s in passed]


def test_of_300_good_sentences_at_most_3_percent_are_lost():
    sentences = good(JUDGED, 300)
    lost = [s for s in sentences if not kept(s)]
    assert len(sentences) == 300
    assert len(lost) / 300 <= 0.03, [
        (s.kind, s.text, check_answer(s.text, s.evidence, as_of=DAY).dropped[0].why) for s in lost
    ]


def test_a_sentence_is_checked_in_a_few_milliseconds():
    sentences = good(JUDGED, 100)
    started = time.perf_counter()
    for sentence in sentences:
        kept(sentence)
    assert (time.perf_counter() - started) / 100 < 0.05


ARTICLE = Evidence(
    1,
    "试验法@2020-01-01/9",
    "试验法",
    "第九条",
    "占用甲地超过三十五公顷的，由国务院批准；不超过三十五公顷的，由省级人民政府批准。任何单位不得擅自改变用途，但是抢险救灾的除外。",
    "",
    "in_force",
)


@pytest.mark.parametrize(
    "sentence",
    [
        "占用甲地超过35公顷的，由国务院批准[1]。",
        "占用甲地超过525亩的，由国务院批准[1]。",
        "《试验法》第九条规定，占用甲地不超过三十五公顷的，由省级人民政府批准[1]。",
        "根据现行规定如下：",
        "除抢险救灾外，任何单位不得擅自改变用途[1]。",
    ],
)
def test_what_the_article_says_in_other_words_is_kept(sentence):
    assert kept(Sentence("", sentence, (ARTICLE,)))


@pytest.mark.parametrize(
    "sentence",
    [
        "占用甲地超过50公顷的，由国务院批准[1]。",
        "占用甲地超过35亩的，由国务院批准[1]。",
        "占用甲地超过三十五公顷的，由村民委员会批准[1]。",
        "任何单位可以擅自改变用途[1]。",
        "《试验法》第十条规定，任何单位不得擅自改变用途[1]。",
        "占用乙地需要缴纳三倍押金并登报道歉[1]。",
        "占用甲地超过三十五公顷的，由国务院批准。",
        "占用甲地超过三十五公顷的，由国务院批准[2]。",
    ],
)
def test_what_the_article_does_not_say_is_dropped(sentence):
    assert not kept(Sentence("", sentence, (ARTICLE,)))
