"""A tagger -> one ONNX graph, written op by op: a single text at a time, so that no result depends on its neighbours.

Weights are int8 by output column; what meets them is quantised over the text at hand.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from rashomon.reading.encoder.decoding import LABELS
from training.batches import Row
from training.model import Tagger

OPSET = 20
Smooth = dict[str, np.ndarray]


class Graph:
    """Collects nodes and weights."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.count = 0
        self.quantised: dict[str, list[str]] = {}

    def weight(self, name: str, value: np.ndarray) -> str:
        """Keep a weight."""
        self.weights.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def op(self, kind: str, *inputs: str, out: str | None = None, **attributes: object) -> str:
        """Add a node of one result."""
        self.count += 1
        out = out or f"{kind.lower()}{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [out], name=f"n{self.count}", **attributes))
        return out

    def table(self, name: str, value: np.ndarray, rows: str) -> str:
        """Look rows up in a table; int8 by row where quantised."""
        if not self.whole or len(value) < 1000:
            return self.op("Gather", self.weight(name, value), rows)
        scale = np.maximum(np.abs(value).max(1, keepdims=True), 1e-8) / 127
        small = self.weight(name, np.round(value / scale).astype(np.int8))
        scales = self.weight(f"{name}.scale", scale.astype(np.float32))
        found = self.op("Cast", self.op("Gather", small, rows), to=TensorProto.FLOAT)
        return self.op("Mul", found, self.op("Gather", scales, rows))

    def smoothed(self, name: str, x: str, smooth: Smooth) -> str:
        """Divide columns by their smoothing, so that none of them claims the whole range of int8."""
        return self.op("Mul", x, self.weight(f"{name}.smooth", 1 / smooth[name])) if self.whole else x

    def linear(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray, whole: bool | None = None) -> str:
        """Multiply by a weight [out, in] and add the bias."""
        if not (self.whole if whole is None else whole):
            product = self.op("MatMul", x, self.weight(f"{name}.weight", weight.T))
            return self.op("Add", product, self.weight(f"{name}.bias", bias))
        if x not in self.quantised:
            self.count += 1
            outs = [f"{x}.q", f"{x}.s", f"{x}.z"]
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], outs, name=f"n{self.count}"))
            self.quantised[x] = outs
        small, scale, zero = self.quantised[x]
        columns = np.maximum(np.abs(weight).max(1), 1e-8) / 127
        kept = self.weight(f"{name}.weight", np.round(weight / columns[:, None]).astype(np.int8).T)
        none = self.weight(f"{name}.zero", np.zeros(len(columns), np.int8))
        product = self.op("MatMulInteger", small, kept, zero, none)
        by = self.op("Mul", scale, self.weight(f"{name}.scale", columns.astype(np.float32)))
        product = self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), by)
        return self.op("Add", product, self.weight(f"{name}.bias", bias))

    def norm(self, name: str, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """Normalise the last dimension."""
        weight, bias = self.weight(f"{name}.weight", weight), self.weight(f"{name}.bias", bias)
        return self.op("LayerNormalization", x, weight, bias, axis=-1, epsilon=1e-12)


def smoothing(tagger: Tagger, rows: Sequence[Row]) -> Smooth:
    """Measure over some texts by how much to divide each column before it is quantised, after SmoothQuant.

    Returns for each weight [out, in] a row [in] of at least 1: the root of a column's greatest value over the median
    one. A few columns of 384 reach ten times the others and would leave them a tenth of the range.
    """
    greatest: Smooth = {}
    names = {
        part: name
        for name, part in tagger.named_modules()
        if isinstance(part, nn.Linear) and name.startswith("layers.")
    }

    def watch(part: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        seen = inputs[0].detach().abs().amax((0, 1)).numpy()
        greatest[names[part]] = np.maximum(greatest.get(names[part], 0), seen)

    hooks = [part.register_forward_pre_hook(watch) for part in names]
    with torch.no_grad():
        for row in rows:
            tagger(torch.tensor([row.pieces]), torch.tensor([row.features]))
    for hook in hooks:
        hook.remove()
    return {name: np.sqrt(np.maximum(seen / np.median(seen), 1.0)) for name, seen in greatest.items()}


def build(tagger: Tagger, smooth: Smooth | None = None) -> onnx.ModelProto:
    """Write the graph: pieces [n], features [n, 3], firsts [m] -> labels [m, labels]; asks, answers, seeks [m, p].

    With smoothing it is int8, without it float32.
    """
    w = {name: value.detach().float().numpy() for name, value in tagger.state_dict().items()}
    shape, g = tagger.shape, Graph(smooth is not None)
    x = g.table("vocabulary", w["pieces.weight"], "pieces")
    length = g.op("Shape", "pieces")
    zero = g.weight("zero", np.array([0], np.int64))
    places = g.op("Slice", g.weight("places", w["places.weight"]), zero, length, zero)
    x = g.op("Add", x, places)
    for i in range(3):
        column = g.op("Gather", "features", g.weight(f"column{i}", np.array(i, np.int64)), axis=1)
        x = g.op("Add", x, g.table(f"features{i}", w[f"features.{i}.weight"], column))
    x = g.norm("norm", x, w["norm.weight"], w["norm.bias"])
    size = shape.width // shape.heads
    g.weight("split", np.array([0, shape.heads, size], np.int64))
    g.weight("join", np.array([0, shape.width], np.int64))
    for i in range(shape.layers):
        x = _layer(g, w, f"layers.{i}", x, size, smooth or {})
    x = g.op("Gather", x, "firsts")
    for name in ("labels", "asks", "answers", "seeks"):
        out = g.linear(name, x, w[f"{name}.weight"], w[f"{name}.bias"], whole=False)
        g.op("Identity", out, out=f"{name}.out")
    return _model(g, shape.pointer)


def _layer(g: Graph, w: dict[str, np.ndarray], name: str, x: str, size: int, smooth: Smooth) -> str:
    def into(part: str, value: str) -> str:
        return g.smoothed(f"{name}.{part}", value, smooth)

    def by(part: str, rows: slice = slice(None)) -> np.ndarray:
        weight = w[f"{name}.{part}.weight"][rows]
        return weight * smooth[f"{name}.{part}"] if g.whole else weight

    three = []
    entering = into("together", x)
    width = w[f"{name}.out.weight"].shape[0]
    for i, order in enumerate(([1, 0, 2], [1, 2, 0], [1, 0, 2])):
        scale = np.float32(size**-0.5 if i == 0 else 1.0)
        rows = slice(i * width, (i + 1) * width)
        bias = w[f"{name}.together.bias"][rows] * scale
        flat = g.linear(f"{name}.together{i}", entering, by("together", rows) * scale, bias)
        three.append(g.op("Transpose", g.op("Reshape", flat, "split"), perm=order))
    fits = g.op("Softmax", g.op("MatMul", three[0], three[1]), axis=-1)
    seen = g.op("Transpose", g.op("MatMul", fits, three[2]), perm=[1, 0, 2])
    seen = into("out", g.op("Reshape", seen, "join"))
    seen = g.linear(f"{name}.out", seen, by("out"), w[f"{name}.out.bias"])
    x = g.norm(f"{name}.norm", g.op("Add", x, seen), w[f"{name}.norm.weight"], w[f"{name}.norm.bias"])
    inner = g.op("Gelu", g.linear(f"{name}.inner", into("inner", x), by("inner"), w[f"{name}.inner.bias"]))
    outer = g.linear(f"{name}.outer", into("outer", inner), by("outer"), w[f"{name}.outer.bias"])
    last = g.op("Add", x, outer)
    return g.norm(f"{name}.last_norm", last, w[f"{name}.last_norm.weight"], w[f"{name}.last_norm.bias"])


def _model(g: Graph, pointer: int) -> onnx.ModelProto:
    integers, floats = TensorProto.INT64, TensorProto.FLOAT
    ins = [
        helper.make_tensor_value_info("pieces", integers, ["n"]),
        helper.make_tensor_value_info("features", integers, ["n", 3]),
        helper.make_tensor_value_info("firsts", integers, ["m"]),
    ]
    outs = [
        helper.make_tensor_value_info("labels.out", floats, ["m", len(LABELS)]),
        helper.make_tensor_value_info("asks.out", floats, ["m", pointer]),
        helper.make_tensor_value_info("answers.out", floats, ["m", pointer]),
        helper.make_tensor_value_info("seeks.out", floats, ["m", pointer]),
    ]
    graph = helper.make_graph(g.nodes, "attribution", ins, outs, g.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    onnx.checker.check_model(model)
    return model


def write(model: onnx.ModelProto, file: Path) -> None:
    """Write the graph to a file."""
    file.write_bytes(model.SerializeToString(deterministic=True))
