"""Average weights of several runs: python -m training.average --weights FILE... --shares NUMBER... --out FILE."""

import argparse
from pathlib import Path

import torch

from training.model import load, save


def main() -> None:
    """Write the weighted mean of the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="one a file; together 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if len(options.weights) != len(options.shares) or abs(sum(options.shares) - 1) > 1e-6:
        parser.error("expected one share a file, together 1")
    taggers = [load(file) for file in options.weights]
    states = [tagger.state_dict() for tagger in taggers]
    with torch.no_grad():
        for name, weight in states[0].items():
            weight.copy_(sum(share * state[name] for share, state in zip(options.shares, states, strict=True)))
    save(taggers[0], options.out)


if __name__ == "__main__":
    main()
