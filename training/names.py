"""Train the head for names on the states of the packaged encoder, and write it beside the encoder.

python -m training.names --corpora ../shared/corpora --out rashomon/reading/encoder/model [--keep rows.pickle]

The encoder itself is not changed. re3d without its held-out documents, wikigold, WNUT17 (train), UNER on EWT (dev) and
GUM (train and dev); PUD and the held-out documents are never read here. What was tried stands in LOG.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from rashomon.knowledge.lexicons import load_codebook
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading.encoder import Encoder
from rashomon.reading.encoder.encoder import MANIFEST
from rashomon.reading.names.head import FILE
from rashomon.reading.names.lexicon import Lexicon
from rashomon.reading.roles import load_roles
from rashomon.reading.syntax import Syntax
from training.names_corpora import Text, held_out, read_gum, read_re3d, read_tokens, read_uner
from training.names_data import Row, rows_of
from training.names_fit import Net, fit, lines_of, weights_of

WEIGHTS = {"re3d": 3.0, "gum": 0.5, "ewt": 2.0}  # of a line; GUM's names are cut from longer mentions by rule


def texts_of(corpora: Path) -> list[Text]:
    """Return all texts to learn from."""
    names = corpora / "names"
    wikigold, wnut = names / "wikigold.conll.txt", names / "wnut17_wnut17train.conll"
    return [
        *(text for text in read_re3d(names / "re3d") if not held_out(text.key)),
        *read_gum(corpora / "coreference" / "gum_train.conllu"),
        *read_gum(corpora / "coreference" / "gum_dev.conllu"),
        *read_uner(names / "uner_ewt_dev.iob2", "ewt"),
        *read_tokens(wikigold.read_text(encoding="utf-8").splitlines(), "wikigold", token=0, tag=1),
        *read_tokens(wnut.read_text(encoding="utf-8").splitlines(), "wnut", token=0, tag=1, sentences=1),
    ]


def rows(corpora: Path, encoder: Encoder) -> list[Row]:
    """Return the features and labels of all texts."""
    lexicon, syntax = Lexicon(load_knowledge(), load_roles()), Syntax(load_codebook().lemmas)
    return list(rows_of(texts_of(corpora), syntax, encoder, lexicon))


def train(found: Sequence[Row], *, hidden: int, dropout: float, epochs: int, seed: int) -> Net:
    """Fit one head and tell how the loss falls."""
    columns = np.arange(found[0].features.shape[1])
    return fit(
        lines_of(found, WEIGHTS), columns=columns, hidden=hidden, dropout=dropout, epochs=epochs, rate=2e-3, decay=0.05,
        seed=seed, tell=lambda epoch, loss, _: print(f"epoch {epoch + 1}: loss a word {loss:.4f}", flush=True),
    )  # fmt: skip


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep", type=Path, help="a file that keeps the features between runs")
    parser.add_argument("--hidden", type=int, default=160)
    parser.add_argument("--dropout", type=float, default=0.5)
    parser.add_argument("--epochs", type=int, default=24)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    if given.keep and given.keep.exists():
        found = pickle.loads(given.keep.read_bytes())
    else:
        found = rows(given.corpora, Encoder.open(given.out))
        if given.keep:
            given.keep.write_bytes(pickle.dumps(found))
    net = train(found, hidden=given.hidden, dropout=given.dropout, epochs=given.epochs, seed=given.seed)
    write(weights_of(net), given.out)


def write(weights: dict[str, np.ndarray], folder: Path) -> None:
    """Write the weights and their sum into the manifest."""
    np.savez_compressed(folder / FILE, **weights)
    told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    told["sha256"][FILE] = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
