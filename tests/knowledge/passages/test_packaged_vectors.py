"""The vectors in the repository are those of the installed laws under the present model and passage form."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from knowledge.passages.centred import CentredEmbedder
from knowledge.passages.onnx_embedder import OnnxEmbedder
from knowledge.passages.package_national_laws import national_passages
from knowledge.passages.packaged_vectors import build_packaged, load_packaged, text_key

ON_FARMLAND = "永久基本农田经依法划定后，任何单位和个人不得擅自占用或者改变其用途。"


@pytest.fixture(scope="module")
def passages() -> list[str]:
    return national_passages()


def test_every_packaged_article_has_its_vector(passages: list[str], packaged: CentredEmbedder) -> None:
    assert len(passages) > 26_000
    assert {text_key(text) for text in passages} == set(load_packaged(packaged.model_id))


def test_computing_them_again_gives_the_same_vectors(passages: list[str], packaged: CentredEmbedder) -> None:
    chosen = random.Random(20261124).sample(passages, 40)
    kept = load_packaged(packaged.model_id)
    held = np.stack([kept[text_key(text)] for text in chosen])
    assert (held * packaged.embed_passages(chosen)).sum(axis=1).min() > 0.99


def test_packaged_vectors_have_length_1(passages: list[str], packaged: CentredEmbedder) -> None:
    kept = load_packaged(packaged.model_id)
    vectors = np.stack([kept[text_key(text)] for text in passages[:100]])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_nothing_is_packaged_for_a_model_we_do_not_ship() -> None:
    assert len(load_packaged("another-model")) == 0


def test_a_text_that_is_not_packaged_is_missing(packaged: CentredEmbedder) -> None:
    assert text_key("没有这一条") not in load_packaged(packaged.model_id)


def test_building_keeps_one_row_a_text_and_little_is_lost(tmp_path: Path, embedder: OnnxEmbedder) -> None:
    texts = [ON_FARMLAND, "耕地 占补平衡", ON_FARMLAND]
    path = build_packaged(texts, embedder, tmp_path)
    packaged = load_packaged(embedder.model_id, tmp_path)
    assert path.name == f"{embedder.model_id}.npy"
    assert set(packaged) == {text_key(text) for text in texts}
    assert packaged[text_key(ON_FARMLAND)] @ embedder.embed_passages([ON_FARMLAND])[0] > 0.9995
