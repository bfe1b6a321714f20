"""A LoRA adapter as llama.cpp reads it (GGUF), out of the safetensors that training wrote: both formats are plain."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

_MAGIC, _VERSION, _ALIGNMENT = b"GGUF", 3, 32
_STRING, _FLOAT32 = 8, 6
_F16 = 1
_NAME = re.compile(r"layers\.(?P<layer>\d+)\.(?:self_attn|mlp)\.(?P<module>\w+)\.lora_(?P<side>[AB])\.weight$")
_MODULES = {
    "q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v", "o_proj": "attn_output", "gate_proj": "ffn_gate",
    "up_proj": "ffn_up", "down_proj": "ffn_down",
}  # fmt: skip
Halves = npt.NDArray[np.float16]


class AdapterFault(Exception):
    """A file that is no adapter of this kind of model; the message names it."""


@dataclass(frozen=True)
class _Tensor:
    name: str
    values: Halves


def write_lora_gguf(adapter: Path, target: Path, architecture: str = "gemma3") -> None:
    """`adapter`: folder with adapter_model.safetensors and adapter_config.json. Written whole or not at all."""
    alpha = float(json.loads((adapter / "adapter_config.json").read_text(encoding="utf-8"))["lora_alpha"])
    tensors = sorted(_tensors(adapter / "adapter_model.safetensors"), key=lambda one: one.name)
    if not tensors:
        raise AdapterFault(f"{adapter} 里没有可用的 LoRA 权重")
    about: dict[str, str | float] = {
        "general.architecture": architecture,
        "general.type": "adapter",
        "adapter.type": "lora",
        "adapter.lora.alpha": alpha,
    }
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(_gguf(about, tensors))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _tensors(path: Path) -> Iterator[_Tensor]:
    stored = path.read_bytes()
    try:
        length = struct.unpack("<Q", stored[:8])[0]
        header = json.loads(stored[8 : 8 + length])
    except (struct.error, ValueError) as error:
        raise AdapterFault(f"{path.name} 不是 safetensors 文件") from error
    for name, about in header.items():
        found = _NAME.search(name)
        if name == "__metadata__" or found is None:
            continue
        if found["module"] not in _MODULES or about["dtype"] != "F16":
            raise AdapterFault(f"{path.name} 里的 {name} 不是这里用的 LoRA 权重")
        start, end = (8 + length + offset for offset in about["data_offsets"])
        values = np.frombuffer(stored[start:end], dtype=np.float16).reshape(about["shape"])
        yield _Tensor(f"blk.{found['layer']}.{_MODULES[found['module']]}.weight.lora_{found['side'].lower()}", values)


def _gguf(about: Mapping[str, str | float], tensors: list[_Tensor]) -> bytes:
    head = _MAGIC + struct.pack("<IQQ", _VERSION, len(tensors), len(about))
    for key, value in about.items():
        head += _text(key)
        head += (
            struct.pack("<I", _STRING) + _text(value) if isinstance(value, str) else struct.pack("<If", _FLOAT32, value)
        )
    offset, body = 0, b""
    for one in tensors:
        shape = one.values.shape[::-1]  # GGUF names the fastest dimension first
        head += _text(one.name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", _F16, offset)
        stored = one.values.tobytes()
        body += stored + b"\0" * (-len(stored) % _ALIGNMENT)
        offset = len(body)
    return head + b"\0" * (-len(head) % _ALIGNMENT) + body


def _text(text: str) -> bytes:
    encoded = text.encode()
    return struct.pack("<Q", len(encoded)) + encoded
