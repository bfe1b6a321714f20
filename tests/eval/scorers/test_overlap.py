"""BLEU and ROUGE-L on values computed by hand, and against a plain second way of counting."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.scorers.overlap import bleu, rouge_l
from eval.scorers.wording import tokens


def test_a_text_is_wholly_like_itself() -> None:
    assert bleu("永久基本农田不得占用", ["永久基本农田不得占用"]) == pytest.approx(1)
    assert rouge_l("永久基本农田不得占用", ["永久基本农田不得占用"]) == 1


def test_nothing_in_common_is_zero() -> None:
    assert bleu("耕地", ["森林"]) == 0
    assert rouge_l("耕地", ["森林"]) == 0
    assert bleu("", ["森林"]) == 0
    assert rouge_l("", [""]) == 0


def test_bleu_of_a_short_answer_by_hand() -> None:
    # Said 占用耕地, right 占用农地: unigrams 3/4; bigrams (1+1)/(3+1); trigrams 1/3; fourgrams 1/2; same length.
    by_hand = (3 / 4 * 2 / 4 * 1 / 3 * 1 / 2) ** 0.25
    assert bleu("占用耕地", ["占用农地"]) == pytest.approx(by_hand)


def test_bleu_punishes_brevity() -> None:
    # 占用 of 占用耕地: every n-gram right, orders above 2 empty (0+1)/(0+1); length 2 against 4.
    assert bleu("占用", ["占用耕地"]) == pytest.approx(math.exp(1 - 4 / 2))


def test_an_n_gram_counts_as_often_as_a_reference_has_it() -> None:
    # 地地地: unigrams 1/3 (地 once in the reference), bigrams 1/3, trigrams 1/2, fourgrams 1/1; longer than 农地.
    assert bleu("地地地", ["农地"]) == pytest.approx((1 / 3 * 1 / 3 * 1 / 2 * 1) ** 0.25)


def test_the_best_of_several_references_counts() -> None:
    assert rouge_l("占用耕地", ["森林", "占用耕地"]) == 1


def test_rouge_by_hand() -> None:
    # 占用耕地 and 占用了一块地 have 占用地 in common: 2·3/(4+6).
    assert rouge_l("占用耕地", ["占用了一块地"]) == pytest.approx(0.6)


@given(st.text("甲乙丙丁", max_size=12), st.text("甲乙丙丁", max_size=12))
def test_rouge_is_what_the_table_of_the_textbook_gives(a: str, b: str) -> None:
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            table[i][j] = table[i - 1][j - 1] + 1 if x == y else max(table[i - 1][j], table[i][j - 1])
    length = table[-1][-1]
    assert rouge_l(a, [b]) == pytest.approx(2 * length / (len(a) + len(b)) if length else 0)


def test_tokens_are_characters_latin_words_and_numbers() -> None:
    assert tokens("占用35.5公顷，GB/T ４５２８８") == ["占", "用", "35.5", "公", "顷", "gb", "t", "45288"]
