"""The converted embedding model, made once for all tests here."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.passages.centred import CentredEmbedder
from knowledge.passages.e5_conversion import converted_model
from knowledge.passages.onnx_embedder import OnnxEmbedder
from knowledge.passages.packaged_embedder import packaged_centre


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return converted_model(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> OnnxEmbedder:
    return OnnxEmbedder(model_folder)


@pytest.fixture(scope="session")
def packaged(embedder: OnnxEmbedder) -> CentredEmbedder:
    """The embedder as the knowledge base opens it."""
    return CentredEmbedder(embedder, packaged_centre())
