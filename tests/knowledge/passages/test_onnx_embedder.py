"""A text's vector depends on the text alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.passages.onnx_embedder import OnnxEmbedder

QUESTION = "占用永久基本农田要经谁批准？"
ON_FARMLAND = "永久基本农田经依法划定后，任何单位和个人不得擅自占用或者改变其用途。"
ON_BANKING = "商业银行应当保证存款本金和利息的支付，不得拖延、拒绝支付存款本金和利息。"


def test_vectors_have_length_1(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed_passages([ON_FARMLAND, ON_BANKING])
    assert vectors.shape == (2, embedder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_what_answers_a_question_is_nearer_than_what_does_not(embedder: OnnxEmbedder) -> None:
    question = embedder.embed_queries([QUESTION])[0]
    answer, other = embedder.embed_passages([ON_FARMLAND, ON_BANKING]) @ question
    assert answer > other + 0.03


def test_company_changes_no_vector_and_order_is_kept(embedder: OnnxEmbedder) -> None:
    texts = [ON_FARMLAND * n for n in (9, 1, 30, 2)] + [ON_BANKING, "", "土地"]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert (together * alone).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_only_the_first_512_tokens_count(embedder: OnnxEmbedder) -> None:
    long = ON_BANKING * 60
    first, second = embedder.embed_passages([long, long + ON_FARMLAND])
    assert first @ second == pytest.approx(1, abs=1e-5)
    assert len(embedder.token_ids(long)) == 512


def test_a_question_of_100_000_characters_is_embedded(embedder: OnnxEmbedder) -> None:
    assert np.isfinite(embedder.embed_queries(["农" * 100_000])).all()


def test_half_a_surrogate_pair_is_read_as_an_unknown_character(embedder: OnnxEmbedder) -> None:
    assert np.isfinite(embedder.embed_queries(["耕地\ud83c保护"])).all()


def test_no_text_gives_no_vector(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, embedder.dimensions)


def test_progress_ends_at_the_number_of_texts(embedder: OnnxEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    embedder.embed_passages([ON_FARMLAND] * 30, lambda _, done, total: seen.append((done, total)))
    assert seen[-1] == (30, 30)
    assert seen == sorted(seen)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_has_a_vector(embedder: OnnxEmbedder, text: str) -> None:
    assert np.linalg.norm(embedder.embed_queries([text])[0]) == pytest.approx(1, abs=1e-4)
