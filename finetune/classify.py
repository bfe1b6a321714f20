"""The tool classifier's weights out of the written records: multinomial logistic regression over embeddings."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import logsumexp

from knowledge.passages.embedding import Embedder
from knowledge.skills.classifier import WEIGHTS, ToolWeights, features
from knowledge.skills.classifier import Floats as Seen

from .record import Record, UnderstandRecord

RIDGE = 0.05
"""Pull towards zero; embeddings of e5 lie close together, so it is small. Chosen on the records held out."""
Floats = npt.NDArray[np.float64]


def label_of(record: UnderstandRecord) -> str:
    return record.tool or record.intent


def train_classifier(records: Sequence[Record], embedder: Embedder, path: Path = WEIGHTS) -> None:
    """Writes the weights whole or not at all; the same records give the same weights."""
    told = [record for record in records if isinstance(record, UnderstandRecord)]
    _write(path, fitted(features(embedder, [record.turns() for record in told]), told, embedder.model_id))


def fitted(seen: Seen, told: Sequence[UnderstandRecord], model: str) -> ToolWeights:
    """`seen`: features of `told`, made by the embedder `model`."""
    labels = sorted({label_of(record) for record in told})
    exact = np.asarray(seen, dtype=np.float64)
    middle = exact.mean(axis=0)
    wanted = np.array([labels.index(label_of(record)) for record in told])
    matrix, bias = _fitted(exact - middle, wanted, len(labels))
    shifted = bias - middle @ matrix
    return ToolWeights(matrix.astype(np.float32), shifted.astype(np.float32), tuple(labels), model)


def _fitted(seen: Floats, wanted: npt.NDArray[np.int64], count: int) -> tuple[Floats, Floats]:
    truth = np.eye(count)[wanted]
    width = seen.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        matrix, bias = flat[: width * count].reshape(width, count), flat[width * count :]
        scores = seen @ matrix + bias
        log_shares = scores - logsumexp(scores, axis=1, keepdims=True)
        off = (np.exp(log_shares) - truth) / len(seen)
        gradient = seen.T @ off + RIDGE * matrix / len(seen)
        value = -(truth * log_shares).sum() / len(seen) + RIDGE * (matrix**2).sum() / (2 * len(seen))
        return float(value), np.concatenate([gradient.ravel(), off.sum(axis=0)])

    found = minimize(loss, np.zeros((width + 1) * count), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    flat: Floats = found.x
    return flat[: width * count].reshape(width, count), flat[width * count :]


def _write(path: Path, weights: ToolWeights) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(descriptor, "wb") as file:
            labels, model = np.array(weights.labels), np.array(weights.model)
            np.savez(file, matrix=weights.matrix, bias=weights.bias, labels=labels, model=model)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
