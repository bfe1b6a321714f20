"""Embeds with the converted multilingual-e5-small in onnxruntime, on the processor."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort  # type: ignore[import-untyped]

from knowledge.errors import StoreUnavailable

from .embedding import Progress, Vectors
from .unigram import Unigram

MODEL, VOCABULARY, ABOUT = "model.onnx", "vocabulary.json", "about.json"

_TOKENS_A_BATCH = 768
"""Padded size of a batch. More leaves the processor's cache and is slower."""
_CHARACTERS = 8192
"""More than 512 tokens ever cover: the rest of a very long text need not be split to be cut off."""


class OnnxEmbedder:
    """`folder` holds what `converted_model` wrote. Only a text's first 512 tokens count: some 800 characters of law."""

    def __init__(self, folder: Path, *, threads: int = 2) -> None:
        try:
            about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
            self.model_id: str = about["model_id"]
            self.dimensions: int = about["dimensions"]
            self._longest: int = about["longest"]
            vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
            self._begin, self._end, self._pad = (vocabulary[name] for name in ("bos", "eos", "pad"))
            replaced = {int(code): text for code, text in vocabulary["replaced"].items()}
            self._pieces = Unigram(vocabulary["pieces"], vocabulary["scores"], vocabulary["unknown"], replaced)
            self._session = ort.InferenceSession(folder / MODEL, _options(threads), ["CPUExecutionProvider"])
        # onnxruntime raises many kinds, json and the lookups more; each means an unusable folder here
        except Exception as error:
            raise StoreUnavailable(
                f"嵌入模型 {folder} 打不开（{error}）；请删除该文件夹后运行 ./guiyan setup"
            ) from error

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        return self._embed([f"query: {text}" for text in texts], None)

    def embed_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        return self._embed([f"passage: {text}" for text in texts], progress)

    def token_ids(self, text: str) -> list[int]:
        """With both ends, cut at 512."""
        inner = self._pieces.ids(text[:_CHARACTERS])[: self._longest - 2]
        return [self._begin, *inner, self._end]

    def _embed(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        ids = [self.token_ids(text) for text in texts]
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        done = 0
        for batch in _batches([len(tokens) for tokens in ids]):
            longest = len(ids[batch[-1]])
            tokens = np.full((len(batch), longest), self._pad, dtype=np.int64)
            mask = np.zeros((len(batch), longest), dtype=np.int64)
            for row, text in enumerate(batch):
                tokens[row, : len(ids[text])] = ids[text]
                mask[row, : len(ids[text])] = 1
            vectors[batch] = self._session.run(None, {"input_ids": tokens, "attention_mask": mask})[0]
            done += len(batch)
            if progress:
                progress("计算向量", done, len(texts))
        return vectors


def _options(threads: int) -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # a thread that spins after its work takes the core that vector search wants next
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # batches differ in shape: remembered allocation patterns would only pile up
    options.enable_mem_pattern = False
    return options


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts of about equal length, shortest first."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda n: lengths[n]):
        if batch and lengths[position] * (len(batch) + 1) > _TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
