"""An adapter out of training, as the embedded engine reads it."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import numpy as np
import pytest

from agents.embedded_writer import EmbeddedWriter
from agents.lora_gguf import AdapterFault, write_lora_gguf

WIDE, QUERIES, RANK = 640, 1024, 4
"""Of Gemma 3 270M's first layer."""
PROMPT = "国土空间规划包括"


def _store(path: Path, tensors: dict[str, np.ndarray]) -> None:
    """As safetensors: length of the header, the header, the values one behind the other."""
    header, body = {}, b""
    for name, values in tensors.items():
        stored = values.tobytes()
        kind = {np.dtype(np.float16): "F16", np.dtype(np.float32): "F32"}[values.dtype]
        header[name] = {"dtype": kind, "shape": values.shape, "data_offsets": [len(body), len(body) + len(stored)]}
        body += stored
    told = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(told)) + told + body)


def _adapter(folder: Path, strength: float, kind: type = np.float16) -> Path:
    draw = np.random.default_rng(1)
    name = "base_model.model.model.layers.0.self_attn.q_proj.lora_{}.weight"
    folder.mkdir()
    tensors = {
        name.format("A"): draw.normal(0, 1, (RANK, WIDE)).astype(kind),
        name.format("B"): (strength * draw.normal(0, 1, (QUERIES, RANK))).astype(kind),
    }
    _store(folder / "adapter_model.safetensors", tensors)
    (folder / "adapter_config.json").write_text(json.dumps({"lora_alpha": 8}), encoding="utf-8")
    return folder


def test_it_is_written_whole_with_the_names_llama_cpp_knows(tmp_path: Path) -> None:
    target = tmp_path / "adapter.gguf"
    write_lora_gguf(_adapter(tmp_path / "tuned", 1), target)
    stored = target.read_bytes()
    assert stored[:4] == b"GGUF"
    assert b"blk.0.attn_q.weight.lora_a" in stored
    assert list(tmp_path.glob(".*")) == []


def test_what_is_no_adapter_is_refused_by_its_name(tmp_path: Path) -> None:
    whole = _adapter(tmp_path / "whole numbers", 1, np.float32)
    with pytest.raises(AdapterFault, match="不是这里用的 LoRA 权重"):
        write_lora_gguf(whole, tmp_path / "adapter.gguf")
    (whole / "adapter_model.safetensors").write_bytes(b"none")
    with pytest.raises(AdapterFault, match=r"adapter_model\.safetensors 不是 safetensors 文件"):
        write_lora_gguf(whole, tmp_path / "adapter.gguf")
    assert not (tmp_path / "adapter.gguf").exists()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_the_engine_takes_it_and_its_weights_count(tmp_path: Path) -> None:
    said = {}
    for name, strength in (("nothing", 0.0), ("noise", 3.0)):
        writer = EmbeddedWriter(tmp_path / "models", _adapter(tmp_path / name, strength))
        said[name] = writer.write(PROMPT, max_tokens=12)
        writer.close()
    plain = EmbeddedWriter(tmp_path / "models", None)
    said["base"] = plain.write(PROMPT, max_tokens=12)
    plain.close()
    assert said["nothing"] == said["base"] != said["noise"]
