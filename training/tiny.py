"""Write a tiny untrained model for tests: python -m training.tiny --start DIR --out DIR."""

import argparse
from pathlib import Path

import torch

from rashomon.reading.encoder.pieces import WordPiece
from rashomon.reading.encoder.words import split
from training.batches import encode
from training.corpus import Example
from training.export import export
from training.graph import smoothing
from training.model import Shape, Tagger

PIECES = 1500
TEXT = "The ministry said on Tuesday that its units still hold the bridge."
SIZES = {"width": 32, "layers": 1, "heads": 2, "inner": 64, "positions": 64, "pointer": 8}


def main() -> None:
    """Draw weights from a fixed seed and export them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--start", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    lines = (options.start / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    named = [line for line in lines if not line.startswith("[unused")]
    letters = [line for line in named if len(line.removeprefix("##")) == 1 and line.isascii()]
    vocabulary = list(dict.fromkeys([*named[:5], *letters, *named]))[:PIECES]
    torch.manual_seed(7)
    tagger = Tagger(Shape(vocabulary=len(vocabulary), **SIZES)).eval()
    with torch.no_grad():
        for weight in tagger.parameters():
            weight.normal_(0, 0.3)
        for name, weight in tagger.named_parameters():
            if "norm" in name and name.endswith("weight"):
                weight.fill_(1.0)
    rows = [encode(Example("", split(TEXT), [0] * len(split(TEXT)), [], []), WordPiece(vocabulary))]
    export(tagger, vocabulary, options.out, smooth=smoothing(tagger, rows), longest=SIZES["positions"])


if __name__ == "__main__":
    main()
