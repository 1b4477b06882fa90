"""Train the tagger: python -m training.train --corpus DIR --start DIR --out DIR.

Run again with the same options, it goes on from its last checkpoint.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor

from rashomon.reading.encoder.decoding import LABELS, NEARNESS, ROLES, best_labels, stretches
from rashomon.reading.encoder.pieces import WordPiece
from training.batches import Batch, Row, as_items, as_windows, collate, encode, group
from training.corpus import Example, read_folder, read_items
from training.model import Tagger, crf_loss, from_minilm, save

LINKS = 0.1  # weight of the loss of a link beside that of a word
LASTS = torch.tensor([i for i, label in enumerate(LABELS) if label[:2] in ("E-", "S-")])


def main() -> None:
    """Train, measuring on the development items after each epoch."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    cutter = WordPiece.read(options.start / "vocab.txt")
    texts = list(read_folder(options.corpus / "train").values())
    dev = [encode(item, cutter) for item in read_items(options.corpus / "dev" / "items.bio.jsonl")]
    tagger = from_minilm(options.start, options.dropout)
    if options.weights:
        tagger.load_state_dict(torch.load(options.weights, weights_only=True)["weights"])
    Run(tagger, texts, dev, cutter, options).go()


class Run:
    """One run of training: the tagger, its optimisers, the running mean of its weights, and where it stands."""

    def __init__(
        self, tagger: Tagger, texts: list[list[Example]], dev: list[Row], cutter: WordPiece, options: argparse.Namespace
    ) -> None:
        self.tagger, self.texts, self.dev, self.cutter, self.options = tagger, texts, dev, cutter, options
        self.dense = torch.optim.AdamW(groups(tagger, options), betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.sparse = torch.optim.SparseAdam([tagger.pieces.weight], lr=options.rate_pieces)
        self.rates = [g["lr"] for g in self.dense.param_groups]
        self.mean = {name: weight.detach().clone() for name, weight in tagger.state_dict().items()}
        self.step = self.epoch = 0
        self.checkpoint = options.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self.resume()

    def go(self) -> None:
        """Run the epochs that are left."""
        batches = self.batches(self.epoch)
        total = len(batches) * self.options.epochs
        skip = self.step - self.epoch * len(batches)
        while self.epoch < self.options.epochs:
            sums: Counter[str] = Counter()
            began = time.monotonic()
            for number, batch in enumerate(batches):
                if number < skip:
                    continue
                self.learn(batch, total, sums)
                if self.step % 50 == 0:
                    self.report(sums, began, total)
                if self.step % 300 == 0:
                    self.keep()
            self.epoch, skip = self.epoch + 1, 0
            self.keep()
            self.measure()
            if self.epoch < self.options.epochs:
                batches = self.batches(self.epoch)

    def batches(self, epoch: int) -> list[Batch]:
        """Return the batches of an epoch: all texts as items, a share of them as windows too."""
        rng = random.Random(self.options.seed * 1000 + epoch)
        examples: list[Example] = []
        for versions in self.texts:
            example = rng.choice(versions)
            examples.extend(as_items(example, self.cutter, self.options.longest))
            if rng.random() < self.options.windows:
                examples.extend(as_windows(example, self.cutter, self.options.longest, rng))
        rows = [encode(example, self.cutter) for example in examples]
        return list(group(rows, self.options.batch, rng))

    def learn(self, batch: Batch, total: int, sums: Counter[str]) -> None:
        """Take one step."""
        self.tagger.train()
        torch.manual_seed(self.options.seed + self.step)
        slope = min(1.0, (self.step + 1) / self.options.warm) * max(0.0, 1 - self.step / total)
        for of, rate in zip(self.dense.param_groups, self.rates, strict=True):
            of["lr"] = rate * slope
        self.sparse.param_groups[0]["lr"] = self.options.rate_pieces * slope
        hidden = torch.rand(batch.pieces.shape) < self.options.hidden
        batch.pieces[hidden & (batch.features[..., 1] + batch.features[..., 0] > 0)] = self.cutter.numbers["[MASK]"]
        tags, links, linked = losses(self.tagger, batch)
        words = int(batch.word_mask.sum())
        (tags / words + LINKS * links / max(linked, 1)).backward()
        torch.nn.utils.clip_grad_norm_([p for g in self.dense.param_groups for p in g["params"]], 1.0)
        self.dense.step()
        self.sparse.step()
        self.tagger.zero_grad(set_to_none=True)
        self.step += 1
        if self.step % 5 == 0:
            self.average()
        sums.update(
            tags=float(tags.detach()),
            words=words,
            links=float(links.detach()),
            linked=linked,
            pieces=int(batch.mask.sum()),
        )

    def average(self) -> None:
        """Move the running mean of the weights towards the present ones."""
        keep = min(self.options.mean, self.step / (self.step + 50))
        with torch.no_grad():
            for name, weight in self.tagger.state_dict().items():
                self.mean[name].lerp_(weight, 1 - keep)

    def report(self, sums: Counter[str], began: float, total: int) -> None:
        """Say where training stands."""
        rate = sums["pieces"] / (time.monotonic() - began)
        print(
            f"step {self.step}/{total} epoch {self.epoch} tags {sums['tags'] / sums['words']:.4f} "
            f"links {sums['links'] / max(sums['linked'], 1):.4f} {rate:.0f} pieces/s",
            flush=True,
        )

    def measure(self) -> None:
        """Score the running mean on the development items and keep it."""
        tagger = Tagger(self.tagger.shape, 0.0)
        tagger.load_state_dict(self.mean)
        save(tagger, self.options.out / "mean.pt")
        save(tagger, self.options.out / f"mean{self.epoch}.pt")
        print("dev", json.dumps({"epoch": self.epoch, **score(tagger, self.dev)}), flush=True)

    def keep(self) -> None:
        """Write a checkpoint, in one move."""
        part = self.checkpoint.with_suffix(".part")
        state = {
            "tagger": self.tagger.state_dict(),
            "mean": self.mean,
            "dense": self.dense.state_dict(),
            "sparse": self.sparse.state_dict(),
            "step": self.step,
            "epoch": self.epoch,
        }
        torch.save(state, part)
        part.replace(self.checkpoint)

    def resume(self) -> None:
        """Go on from a checkpoint."""
        state = torch.load(self.checkpoint, weights_only=True)
        self.tagger.load_state_dict(state["tagger"])
        self.mean = state["mean"]
        self.dense.load_state_dict(state["dense"])
        self.sparse.load_state_dict(state["sparse"])
        self.step, self.epoch = state["step"], state["epoch"]


def losses(tagger: Tagger, batch: Batch) -> tuple[Tensor, Tensor, int]:
    """Return the summed loss of labels, that of links, and the number of links."""
    scores, asks, answers, seeks = word_scores(tagger, batch)
    tags = crf_loss(scores, batch.labels, batch.word_mask, tagger.transitions()).sum()
    far = NEARNESS * gaps(batch.labels).log1p()
    cues, speakers = (
        torch.isin(batch.labels, torch.tensor([LABELS.index(f"{place}-{role}") for place in "BS"]))[:, None, :]
        for role in ("cue", "speaker")
    )
    itself = torch.eye(far.shape[1], dtype=torch.bool)
    links = torch.zeros(())
    for froms, targets, allowed in ((asks, batch.links, cues), (seeks, batch.speakers, speakers | itself)):
        fits = torch.einsum("bid,bjd->bij", froms, answers) / tagger.shape.pointer**0.5 - far
        fits = fits.masked_fill(~allowed, -1e4)
        # A target may have lost its label to another role that shares its word.
        where = (targets >= 0) & (fits.detach().gather(2, targets.clamp_min(0)[..., None])[..., 0] > -1e3)
        links = links + torch.nn.functional.cross_entropy(fits[where], targets[where], reduction="sum")
    return tags, links, int((batch.links >= 0).sum() + (batch.speakers >= 0).sum())


def gaps(labels: Tensor) -> Tensor:
    """Return how many words lie between the span that starts at word i and the one that starts at word j."""
    length = labels.shape[1]
    here = torch.arange(length)
    ends = torch.where(torch.isin(labels, LASTS), here, length)
    ends = ends.flip(1).cummin(1).values.flip(1)
    after = here[None, None, :] - ends[:, :, None] - 1
    before = here[None, :, None] - ends[:, None, :] - 1
    return torch.maximum(after, before).clamp_min(0).float()


def word_scores(tagger: Tagger, batch: Batch) -> tuple[Tensor, ...]:
    """Return label scores [batch, words, labels] and pointer vectors, read at the first piece of each word."""
    mask = torch.zeros(batch.mask.shape, dtype=torch.bfloat16).masked_fill_(~batch.mask, -1e4)[:, None, None, :]
    with torch.autocast("cpu", torch.bfloat16):
        outs = tagger(batch.pieces, batch.features, mask)
    firsts = batch.firsts[..., None]
    return tuple(out.float().gather(1, firsts.expand(-1, -1, out.shape[-1])) for out in outs)


def groups(tagger: Tagger, options: argparse.Namespace) -> list[dict[str, object]]:
    """Group parameters by rate: lower layers learn slower, new parts faster."""
    found: dict[float, list[torch.nn.Parameter]] = {}
    depth = tagger.shape.layers
    for name, weight in tagger.named_parameters():
        if name == "pieces.weight":
            continue
        if name.startswith("layers."):
            rate = options.rate * options.fall ** (depth - 1 - int(name.split(".")[1]))
        elif name.startswith(("places", "norm")):
            rate = options.rate * options.fall**depth
        else:
            rate = options.rate_new
        found.setdefault(rate, []).append(weight)
    return [{"params": weights, "lr": rate} for rate, weights in found.items()]


def score(tagger: Tagger, rows: list[Row]) -> dict[str, float]:
    """Return exact F1 a role over rows; what lies past the places of the encoder counts as missed."""
    tagger.eval()
    found, wanted, right = Counter(), Counter(), Counter()
    short = [shortened(row, tagger.shape.positions) for row in rows]
    order = sorted(range(len(short)), key=lambda i: len(short[i].pieces))
    with torch.no_grad():
        moves = {name: values.numpy() for name, values in tagger.transitions().items()}
        for at in range(0, len(order), 16):
            members = order[at : at + 16]
            scores = word_scores(tagger, collate([short[i] for i in members]))[0].numpy()
            for k, i in enumerate(members):
                guess = set(stretches(best_labels(scores[k, : len(short[i].firsts)], **moves)))
                gold = set(stretches(rows[i].labels))
                for counter, spans in ((found, guess), (wanted, gold), (right, guess & gold)):
                    counter.update(span.role for span in spans)
    return {role: round(200 * right[role] / max(found[role] + wanted[role], 1), 2) for role in ROLES}


def shortened(row: Row, longest: int) -> Row:
    """Cut a row to the pieces that the encoder has places for."""
    fit = sum(first < longest for first in row.firsts)
    return Row(
        row.pieces[:longest],
        row.features[:longest],
        row.firsts[:fit],
        row.labels[:fit],
        row.links[:fit],
        row.speakers[:fit],
    )


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True, help="folder with train/ and dev/")
    parser.add_argument("--start", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=2048, help="pieces")
    parser.add_argument("--longest", type=int, default=256, help="pieces")
    parser.add_argument("--windows", type=float, default=0.35, help="share of texts read as windows too")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--fall", type=float, default=0.85)
    parser.add_argument("--rate-new", type=float, default=1e-3)
    parser.add_argument("--rate-pieces", type=float, default=5e-5)
    parser.add_argument("--warm", type=int, default=200)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--hidden", type=float, default=0.08, help="share of pieces hidden while training")
    parser.add_argument("--mean", type=float, default=0.99, help="kept share of the running mean, every five steps")
    return parser.parse_args()


if __name__ == "__main__":
    main()
