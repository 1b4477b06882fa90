"""Write the packaged model: python -m training.export --weights FILE --start DIR --corpus DIR --out DIR [--plain]."""

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

from rashomon.reading.encoder.decoding import LABELS, ROLES
from rashomon.reading.encoder.encoder import MANIFEST, MODEL, VOCABULARY
from rashomon.reading.encoder.pieces import WordPiece
from training.batches import Row, as_windows, encode
from training.corpus import read_folder
from training.graph import Smooth, build, smoothing, write
from training.model import Tagger, load


def main() -> None:
    """Export one set of weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True, help="folder with vocab.txt")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--plain", action="store_true", help="float32, to compare with")
    parser.add_argument("--prices", type=float, nargs=3, default=(0, 0, 0), help="of a speaker, a cue, a content")
    parser.add_argument("--longest", type=int, default=256)
    options = parser.parse_args()
    vocabulary = (options.start / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    tagger = load(options.weights)
    smooth = (
        None if options.plain else smoothing(tagger, sample(options.corpus, WordPiece(vocabulary), options.longest))
    )
    export(tagger, vocabulary, options.out, smooth=smooth, longest=options.longest, prices=options.prices)


def sample(corpus: Path, cutter: WordPiece, longest: int) -> list[Row]:
    """Return windows of every fortieth training text, to measure ranges on."""
    texts = list(read_folder(corpus / "train").values())[::40]
    rng = random.Random(0)
    windows = [window for versions in texts for window in as_windows(versions[0], cutter, longest, rng)]
    return [encode(window, cutter) for window in windows]


def export(
    tagger: Tagger,
    vocabulary: list[str],
    folder: Path,
    *,
    smooth: Smooth | None,
    longest: int,
    prices: Sequence[float] = (0, 0, 0),
) -> None:
    """Write graph, vocabulary and manifest into a folder; each new span of a role costs its price."""
    folder.mkdir(parents=True, exist_ok=True)
    write(build(tagger, smooth), folder / MODEL)
    (folder / VOCABULARY).write_bytes(("\n".join(vocabulary) + "\n").encode())
    moves = {name: values.detach().numpy() for name, values in tagger.transitions().items()}
    for role, price in zip(ROLES, prices, strict=True):
        for label in (f"B-{role}", f"S-{role}"):
            for name in ("steps", "first"):
                moves[name][..., LABELS.index(label)] -= price
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, VOCABULARY)}
    manifest = {"labels": LABELS, "longest": longest, "sha256": sums}
    manifest |= {name: values.round(6).tolist() for name, values in moves.items()}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
