"""The embedder that arrives with the install: the converted model, centred on the packaged laws."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .centred import CentredEmbedder
from .e5_conversion import MODEL_ID, converted_model
from .embedding import Embedder
from .onnx_embedder import OnnxEmbedder
from .packaged_vectors import FOLDER
from .store import Vector

CENTRE = FOLDER / f"{MODEL_ID}.centre.npy"


def packaged_embedder(models_folder: Path) -> Embedder:
    """Converts the model under `models_folder` when it is not there yet."""
    return CentredEmbedder(OnnxEmbedder(converted_model(models_folder)), packaged_centre())


def packaged_centre() -> Vector:
    centre: Vector = np.load(CENTRE)
    return centre
