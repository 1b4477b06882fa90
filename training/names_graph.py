"""Add the states of some layers to the outputs of the packaged graph; its other outputs stay the same bit for bit.

python -m training.names_graph --model rashomon/reading/encoder/model --layers 2 4 6

The head for names reads the states of the words, `states.out` [m, 384 x layers]; the model runs once for both.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from rashomon.reading.encoder.encoder import MANIFEST, MODEL, STATES

LAST = "last_norm.weight"  # the weight of the norm that ends a layer


def with_states(model: onnx.ModelProto, layers: Sequence[int]) -> onnx.ModelProto:
    """Return the model with the states of the words after some layers, counted from one, side by side."""
    graph = model.graph
    kept = [node for node in graph.node if not node.name.startswith(STATES)]
    outputs = [output for output in graph.output if output.name != STATES]
    ends = {
        int(node.input[1].split(".")[1]) + 1: node.output[0]
        for node in kept
        if node.op_type == "LayerNormalization" and node.input[1].endswith(LAST)
    }
    width = next(w.dims[0] for w in graph.initializer if w.name.endswith(LAST))
    parts = [f"{STATES}.{layer}" for layer in layers]
    added = [
        helper.make_node("Gather", [ends[layer], "firsts"], [part], name=part)
        for layer, part in zip(layers, parts, strict=True)
    ]
    added.append(helper.make_node("Concat", parts, [STATES], name=f"{STATES}.all", axis=1))
    output = helper.make_tensor_value_info(STATES, TensorProto.FLOAT, ["m", width * len(layers)])
    del graph.node[:], graph.output[:]
    graph.node.extend([*kept, *added])
    graph.output.extend([*outputs, output])
    onnx.checker.check_model(model)
    return model


def main() -> None:
    """Rewrite the graph and its sum in the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the packaged model")
    parser.add_argument("--layers", type=int, nargs="+", default=(2, 4, 6))
    given = parser.parse_args()
    file, manifest = given.model / MODEL, given.model / MANIFEST
    changed = with_states(onnx.load(file), given.layers).SerializeToString(deterministic=True)
    told = json.loads(manifest.read_text(encoding="utf-8"))
    told["sha256"][MODEL] = hashlib.sha256(changed).hexdigest()
    file.write_bytes(changed)
    manifest.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
