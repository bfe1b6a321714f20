"""The ONNX graph of multilingual-e5-small (a BERT): token ids and mask in, unit vectors out.

Word vectors stay in the 4 bits they came in. Matrices become integers with one scale a column; activations are
quantised with one scale a *token*, so a text's vector does not depend on what else is in its batch.
Columns use 7 of 8 bits: processors without VNNI add pairs of products in 16 bits, which 8 bits would overflow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from .nano_weights import NanoWeights

IDS, MASK, EMBEDDING = "input_ids", "attention_mask", "embedding"
_FUSED = "com.microsoft"
_LEVELS = 63


def e5_graph(weights: NanoWeights) -> ModelProto:
    return _Graph(weights).model()


class _Graph:
    def __init__(self, weights: NanoWeights) -> None:
        self._weights = weights
        self._shape = weights.shape
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}

    def model(self) -> ModelProto:
        self._node("Cast", [MASK], "mask", to=TensorProto.INT32)
        hidden = self._embeddings()
        for number in range(self._shape.layers):
            hidden = self._layer(f"l{number}.", hidden)
        self._pool(hidden)
        graph = helper.make_graph(
            self._nodes,
            "multilingual-e5-small",
            [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "tokens"]) for name in (IDS, MASK)],
            [helper.make_tensor_value_info(EMBEDDING, TensorProto.FLOAT, ["texts", self._shape.hidden])],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)

    def _embeddings(self) -> str:
        packed, scales = self._weights.halves("emb.word", self._shape.vocabulary)
        picked = self._node("Gather", [self._constant("word", packed), IDS], "word.packed")
        low = self._node("BitwiseAnd", [picked, self._constant("low", np.uint8(15))], "word.low")
        high = self._node("BitShift", [picked, self._constant("four", np.uint8(4))], "word.high", direction="RIGHT")
        codes = self._node("Concat", [low, high], "word.codes", axis=-1)
        codes = self._node("Cast", [codes], "word.float", to=TensorProto.FLOAT)
        codes = self._node("Sub", [codes, self._constant("eight", np.float32(8))], "word.centred")
        scale = self._node("Gather", [self._constant("word.scales", scales), IDS], "word.scale")
        scale = self._node("Cast", [scale], "word.scale.float", to=TensorProto.FLOAT)
        scale = self._node("Unsqueeze", [scale, self._constant("last", np.array([-1]))], "word.scale.block")
        words = self._node("Mul", [codes, scale], "word.blocks")
        words = self._node("Reshape", [words, self._constant("row", np.array([0, 0, self._shape.hidden]))], "words")

        places = self._weights.floats("emb.pos").reshape(-1, self._shape.hidden)
        first_type = self._weights.floats("emb.type")[: self._shape.hidden]
        length = self._node("Shape", [IDS], "length", start=1, end=2)
        zero = self._constant("zero", np.array([0]))
        place = self._node("Slice", [self._constant("places", places + first_type), zero, length, zero], "place")
        summed = self._node("Add", [words, place], "embedded")
        return self._node(
            "LayerNormalization", [summed, *self._norm("emb.ln")], "embedded.norm", epsilon=self._shape.epsilon
        )

    def _layer(self, at: str, hidden: str) -> str:
        size = self._shape.hidden
        triple = self._linear([at + "q", at + "k", at + "v"], size, hidden, at + "qkv")
        parts = [at + "query", at + "key", at + "value"]
        self._nodes.append(helper.make_node("Split", [triple], parts, axis=-1, num_outputs=3))
        bias = self._bias([at + "q", at + "k", at + "v"])
        context = self._node(
            "MultiHeadAttention", [*parts, bias, "mask"], at + "context", _FUSED, num_heads=self._shape.heads
        )
        attended = self._linear([at + "ao"], size, context, at + "attended")
        hidden = self._add_and_norm(hidden, attended, at + "aln", at + "ao")
        inner = self._linear([at + "fi"], self._shape.inner, hidden, at + "inner")
        inner = self._node("BiasGelu", [inner, self._bias([at + "fi"])], at + "gelu", _FUSED)
        outer = self._linear([at + "fo"], size, inner, at + "outer")
        return self._add_and_norm(hidden, outer, at + "oln", at + "fo")

    def _pool(self, hidden: str) -> None:
        """Mean over the real tokens; dividing by their number is left out: the length becomes 1 anyway."""
        mask = self._node("Cast", [MASK], "mask.float", to=TensorProto.FLOAT)
        mask = self._node("Unsqueeze", [mask, self._constant("last", np.array([-1]))], "mask.column")
        kept = self._node("Mul", [hidden, mask], "kept")
        total = self._node("ReduceSum", [kept, self._constant("tokens", np.array([1]))], "total", keepdims=0)
        self._node("LpNormalization", [total], EMBEDDING, axis=1, p=2)

    def _linear(self, names: Sequence[str], rows: int, hidden: str, out: str) -> str:
        """hidden × weights, without the bias: what follows adds it."""
        weights = np.concatenate([self._weights.matrix(name + ".w", rows) for name in names])
        scales = np.abs(weights).max(axis=1) / _LEVELS
        whole = np.rint(weights / scales[:, None]).astype(np.int8)

        size = self._node("Abs", [hidden], out + ".abs")
        largest = self._node("ReduceMax", [size, self._constant("last", np.array([-1]))], out + ".largest", keepdims=1)
        step = self._node("Mul", [largest, self._constant("level", np.float32(1 / 127))], out + ".step.raw")
        step = self._node("Max", [step, self._constant("tiny", np.float32(1e-12))], out + ".step")
        scaled = self._node("Div", [hidden, step], out + ".scaled")
        rounded = self._node("Round", [scaled], out + ".rounded")
        shifted = self._node("Add", [rounded, self._constant("middle", np.float32(128))], out + ".shifted")
        tokens = self._node("Cast", [shifted], out + ".tokens", to=TensorProto.UINT8)
        matrix = self._constant(out + ".weights", whole.T)
        product = self._node("MatMulInteger", [tokens, matrix, self._constant("offset", np.uint8(128))], out + ".sum")
        product = self._node("Cast", [product], out + ".float", to=TensorProto.FLOAT)
        product = self._node("Mul", [product, step], out + ".by_token")
        return self._node("Mul", [product, self._constant(out + ".scales", scales)], out)

    def _add_and_norm(self, before: str, change: str, norm: str, bias: str) -> str:
        inputs = [before, change, *self._norm(norm), self._bias([bias])]
        return self._node("SkipLayerNormalization", inputs, norm + ".out", _FUSED, epsilon=self._shape.epsilon)

    def _norm(self, name: str) -> list[str]:
        return [self._constant(f"{name}.{part}", self._weights.floats(f"{name}.{part}")) for part in ("w", "b")]

    def _bias(self, names: Sequence[str]) -> str:
        return self._constant(names[0] + ".bias", np.concatenate([self._weights.floats(n + ".b") for n in names]))

    def _constant(self, name: str, value: npt.NDArray[np.generic] | np.generic) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name)
        return name

    def _node(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:
        self._nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output
