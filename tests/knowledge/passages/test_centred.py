"""With what all vectors share taken out, an article that answers stands well apart from one that does not."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.passages.centred import CentredEmbedder, centre_of
from knowledge.passages.onnx_embedder import OnnxEmbedder

ON_FARMLAND = "永久基本农田经依法划定后，任何单位和个人不得擅自占用或者改变其用途。"
ON_BANKING = "商业银行应当按照规定的利率上下限确定存款利率，并予以公告。"


def test_vectors_have_length_1_and_the_dimensions_of_the_model(packaged: CentredEmbedder) -> None:
    vectors = packaged.embed_passages([ON_FARMLAND, ON_BANKING])
    assert vectors.shape == (2, packaged.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_answer_and_stranger_stand_further_apart_than_before(embedder: OnnxEmbedder, packaged: CentredEmbedder) -> None:
    def gap(model: OnnxEmbedder | CentredEmbedder) -> float:
        answer, stranger = model.embed_passages([ON_FARMLAND, ON_BANKING]) @ model.embed_queries(["能占用农田吗"])[0]
        return float(answer - stranger)

    assert gap(packaged) > 3 * gap(embedder) > 0


def test_another_centre_makes_another_model(embedder: OnnxEmbedder) -> None:
    one = CentredEmbedder(embedder, centre_of(embedder.embed_passages([ON_FARMLAND, ON_BANKING])))
    other = CentredEmbedder(embedder, centre_of(embedder.embed_passages([ON_BANKING])))
    assert len({one.model_id, other.model_id, embedder.model_id}) == 3
