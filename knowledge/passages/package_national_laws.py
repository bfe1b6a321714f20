"""Computes the packaged vectors anew: `python -m knowledge.passages.package_national_laws`, about ten minutes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np

from knowledge.corpus.national_laws import read_national_laws

from .centred import CentredEmbedder, centre_of
from .e5_conversion import converted_model
from .onnx_embedder import OnnxEmbedder
from .packaged_embedder import CENTRE
from .packaged_vectors import build_packaged
from .passage_text import passage_text

_SAMPLE = 10
"""Every tenth article is enough for the centre."""


def main() -> None:
    texts = national_passages()
    with tempfile.TemporaryDirectory() as folder:
        plain = OnnxEmbedder(converted_model(Path(folder)))
        centre = centre_of(plain.embed_passages(texts[::_SAMPLE], _show))
        np.save(CENTRE, centre)
        path = build_packaged(texts, CentredEmbedder(plain, centre), progress=_show)
    sys.stdout.write(f"\n{path}\n")


def national_passages() -> list[str]:
    return [
        passage_text(document.instrument.title, article.text)
        for document in read_national_laws()
        for article in document.articles
    ]


def _show(what: str, done: int, total: int) -> None:
    sys.stdout.write(f"\r{what} {done}/{total}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
