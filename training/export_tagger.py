"""
Trained weights → what ships: `python -m training.export_tagger --weights FILE --encoder DIR --out DIR`.

Writes `tagger.onnx` (attention and normalisation fused, matrices in int8 per channel, embeddings in int8 per row),
`vocab.txt` and `card.json` with every file's SHA-256. Seven bits are used of a matrix's eight, so that
processors without dot-product instructions do not overflow and all give the same sums.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from safetensors.torch import load_file

from allegedly.voices.tagger import VERSION
from allegedly.voices.tagger_input import FEATURES, WINDOW
from allegedly.voices.tagger_tags import TAGS
from training.tagger_net import LINK, TaggerNet

INPUTS = ("pieces", "mask", "features", "first", "last", "heads")
OUTPUTS = ("scores", "links", "no_source")
# Embedding tables of fewer rows stay as they are: they weigh nothing.
LARGE_TABLE = 10_000


def export_graph(net: TaggerNet, path: Path) -> None:
    """Write the network as an ONNX graph with free batch, piece and word counts."""
    net.eval()
    pieces, words = torch.randint(5, 1000, (2, 12)), torch.zeros(2, 7, dtype=torch.long)
    features = torch.zeros(2, 12, len(FEATURES), dtype=torch.long)
    axes = {name: {0: "windows", 1: "pieces"} for name in ("pieces", "mask", "features")}
    axes |= {name: {0: "windows", 1: "words"} for name in ("first", "last", "heads", *OUTPUTS)}
    torch.onnx.export(
        net, (pieces, torch.ones_like(pieces), features, words, words, words), str(path), dynamo=False, opset_version=17,
        input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
    )  # fmt: skip


def quantise(path: Path, out: Path, heads: int, size: int, keep: tuple[str, ...] = ()) -> None:
    """Fuse and quantise the graph at `path` into `out`; nodes whose name holds one of `keep` stay in floats."""
    fused = optimizer.optimize_model(str(path), model_type="bert", num_heads=heads, hidden_size=size)
    fused.save_model_to_file(str(path))
    kept = [n.name for n in onnx.load(path).graph.node if any(k in n.name for k in keep)]
    quantize_dynamic(
        str(path), str(out), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention"], nodes_to_exclude=kept,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip
    model = onnx.load(out)
    _quantise_tables(model.graph)
    onnx.save(model, out)


def _quantise_tables(graph: onnx.GraphProto) -> None:
    """Replace large float tables that are only looked up in by int8 rows with a scale each."""
    users = {name: [n for n in graph.node if name in n.input] for name in (i.name for i in graph.initializer)}
    for table in list(graph.initializer):
        gathers = users[table.name]
        values = numpy_helper.to_array(table)
        if (
            values.ndim != 2
            or values.dtype != np.float32
            or len(values) < LARGE_TABLE
            or any(n.op_type != "Gather" for n in gathers)
        ):
            continue
        scales = np.maximum(np.abs(values).max(axis=1, keepdims=True) / 127, 1e-12).astype(np.float32)
        rows = np.round(values / scales).astype(np.int8)
        names = (f"{table.name}_int8", f"{table.name}_scale")
        graph.initializer.extend([numpy_helper.from_array(rows, names[0]), numpy_helper.from_array(scales, names[1])])
        graph.initializer.remove(table)
        for gather in gathers:
            _look_up(graph, gather, names)


def _look_up(graph: onnx.GraphProto, gather: onnx.NodeProto, names: tuple[str, str]) -> None:
    index, result = gather.input[1], gather.output[0]
    parts = [f"{result}_{part}" for part in ("rows", "floats", "scales")]
    nodes = [
        onnx.helper.make_node("Gather", [names[0], index], [parts[0]]),
        onnx.helper.make_node("Cast", [parts[0]], [parts[1]], to=onnx.TensorProto.FLOAT),
        onnx.helper.make_node("Gather", [names[1], index], [parts[2]]),
        onnx.helper.make_node("Mul", [parts[1], parts[2]], [result]),
    ]
    at = list(graph.node).index(gather)
    graph.node.remove(gather)
    for node in reversed(nodes):
        graph.node.insert(at, node)


def write_card(folder: Path, net: TaggerNet, bias: float, about: dict[str, Any]) -> None:
    """Write the card of the weights in `folder`."""
    card = {
        "version": VERSION,
        "tags": TAGS,
        "features": FEATURES,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("tagger.onnx", "vocab.txt")},
        "transitions": [[round(v, 5) for v in row] for row in net.transitions.tolist()],
        "link_width": LINK,
        "outside_bias": bias,
        "window": WINDOW,
        "about": about,
    }
    (folder / "card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Export what the command line names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0].strip())
    parser.add_argument("--weights", type=Path, required=True, help="a .safetensors file of training.train_tagger")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder that it was trained from")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--bias", type=float, default=0.0, help="what is taken from the score of the tag outside")
    parser.add_argument("--about", type=Path, help="a JSON file for the card's `about`: data, figures, licence")
    parser.add_argument("--frozen", type=int, default=0, help="how many lower layers stayed as published in training")
    parser.add_argument("--floats", action="store_true", help="do not quantise")
    given = parser.parse_args()
    net = TaggerNet(str(given.encoder), attention="eager", frozen=given.frozen)
    net.load_state_dict(load_file(given.weights), strict=False)
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.onnx"
        export_graph(net, graph)
        if given.floats:
            shutil.copy(graph, given.out / "tagger.onnx")
        else:
            config = net.encoder.config
            quantise(graph, given.out / "tagger.onnx", config.num_attention_heads, config.hidden_size)
    shutil.copy(given.encoder / "vocab.txt", given.out / "vocab.txt")
    write_card(given.out, net, given.bias, json.loads(given.about.read_text(encoding="utf-8")) if given.about else {})


if __name__ == "__main__":
    main()
