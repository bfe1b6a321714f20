"""Computes the packaged vectors anew: `python -m knowledge.passages.package_national_laws`, about ten minutes."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from knowledge.corpus.national_laws import read_national_laws

from .e5_conversion import converted_model
from .onnx_embedder import OnnxEmbedder
from .packaged_vectors import build_packaged
from .passage_text import passage_text


def main() -> None:
    texts = [
        passage_text(document.instrument.title, article.headings, article.label, article.text)
        for document in read_national_laws()
        for article in document.articles
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = build_packaged(texts, OnnxEmbedder(converted_model(Path(folder))), progress=_show)
    sys.stdout.write(f"\n{path}\n")


def _show(what: str, done: int, total: int) -> None:
    sys.stdout.write(f"\r{what} {done}/{total}")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
