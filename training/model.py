"""The encoder of all-MiniLM-L6-v2 with features of casing and quotation, a CRF over words and a pointer to the cue."""

from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from rashomon.reading.encoder.decoding import LABELS, lawful

FORBIDDEN = -1e4


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of one encoder."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    pointer: int = 64


class Dropout(nn.Module):
    """Dropout in steps of 1/256 that draws one random byte a value: torch's own costs a tenth of a step on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropped = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """Drop values at random while training."""
        if not self.training or not self.dropped:
            return x
        drawn = torch.empty((x.numel() + 7) // 8, dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= self.dropped
        return x * (kept.to(x.dtype) * (256 / (256 - self.dropped)))


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.together = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.inner = nn.Linear(shape.width, shape.inner)
        self.outer = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.last_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Take and return [batch, pieces, width]; mask [batch, 1, 1, pieces] is added to the attention."""
        batch, length, width = x.shape
        parts = self.together(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        fits = parts[0] @ parts[1].transpose(-1, -2) * (width // self.heads) ** -0.5
        if mask is not None:
            fits = fits + mask
        seen = fits.softmax(-1, fits.dtype) @ parts[2]  # the fused kernel's backward takes a third of a step on a CPU
        x = self.norm(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.last_norm(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Tagger(nn.Module):
    """Pieces and features -> a score for each label, and the vectors of the pointer."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.pieces = nn.Embedding(shape.vocabulary, width, sparse=True)
        self.places = nn.Embedding(shape.positions, width)
        self.features = nn.ModuleList([nn.Embedding(n, width) for n in (6, 4, 16)])
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList([Layer(shape, dropout) for _ in range(shape.layers)])
        self.dropout = Dropout(dropout)
        self.labels = nn.Linear(width, len(LABELS))
        self.asks = nn.Linear(width, shape.pointer)
        self.answers = nn.Linear(width, shape.pointer)
        self.seeks = nn.Linear(width, shape.pointer)
        self.steps = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.first = nn.Parameter(torch.zeros(len(LABELS)))
        self.last = nn.Parameter(torch.zeros(len(LABELS)))
        for name, penalty in forbidden().items():
            self.register_buffer(f"no_{name}", penalty, persistent=False)
        for feature in self.features:
            nn.init.normal_(feature.weight, std=0.01)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Take pieces [batch, n] and features [batch, n, 3]; return labels [batch, n, 7] and pointer vectors."""
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]]
        for i, feature in enumerate(self.features):
            x = x + feature(features[..., i])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.labels(x), self.asks(x), self.answers(x), self.seeks(x)

    def transitions(self) -> dict[str, Tensor]:
        """Return scores of label after label [from, to], of first and of last labels, the unlawful ones far below."""
        return {name: getattr(self, name) + getattr(self, f"no_{name}") for name in ("steps", "first", "last")}


def forbidden() -> dict[str, Tensor]:
    """Return the penalties of steps, first and last labels that are not lawful."""
    numbers = range(len(LABELS))
    rows = {
        "steps": [[lawful(before, after) for after in numbers] for before in numbers],
        "first": [lawful(None, after) for after in numbers],
        "last": [lawful(before, None) for before in numbers],
    }
    return {name: torch.tensor(row).logical_not() * FORBIDDEN for name, row in rows.items()}


def crf_loss(scores: Tensor, labels: Tensor, mask: Tensor, moves: dict[str, Tensor]) -> Tensor:
    """Return the negative log-likelihood of each row: scores [batch, words, labels], labels and mask [batch, words]."""
    steps, first, last = moves["steps"], moves["first"], moves["last"]
    real = mask.float()
    gold = (scores.gather(2, labels[..., None])[..., 0] * real).sum(1) + first[labels[:, 0]]
    gold = gold + (steps[labels[:, :-1], labels[:, 1:]] * real[:, 1:]).sum(1)
    gold = gold + last[labels.gather(1, mask.sum(1, keepdim=True) - 1)[:, 0]]
    # Sums of exponentials as one product of matrices a word; the greatest score is taken out first.
    over = steps.exp()
    alpha = scores[:, 0] + first
    for i in range(1, scores.shape[1]):
        high = alpha.amax(1, keepdim=True).detach()
        following = ((alpha - high).exp() @ over).clamp_min(1e-30).log() + high + scores[:, i]
        alpha = torch.where(mask[:, i, None], following, alpha)
    return torch.logsumexp(alpha + last, 1) - gold


def from_minilm(folder: Path, dropout: float) -> Tagger:
    """Build a tagger that starts from the weights of all-MiniLM-L6-v2."""
    weights = load_file(folder / "model.safetensors")
    tagger = Tagger(Shape(), dropout)
    old = {}
    old["pieces.weight"] = weights["embeddings.word_embeddings.weight"]
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    old["places.weight"] = weights["embeddings.position_embeddings.weight"] + kind
    for part in ("weight", "bias"):
        old[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
        for i in range(tagger.shape.layers):
            of = f"encoder.layer.{i}."
            three = [weights[f"{of}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            old[f"layers.{i}.together.{part}"] = torch.cat(three)
            old[f"layers.{i}.out.{part}"] = weights[f"{of}attention.output.dense.{part}"]
            old[f"layers.{i}.norm.{part}"] = weights[f"{of}attention.output.LayerNorm.{part}"]
            old[f"layers.{i}.inner.{part}"] = weights[f"{of}intermediate.dense.{part}"]
            old[f"layers.{i}.outer.{part}"] = weights[f"{of}output.dense.{part}"]
            old[f"layers.{i}.last_norm.{part}"] = weights[f"{of}output.LayerNorm.{part}"]
    missing = tagger.load_state_dict(old, strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"weights without a place: {missing.unexpected_keys}")
    return tagger


def save(tagger: Tagger, file: Path) -> None:
    """Write shape and weights."""
    torch.save({"shape": asdict(tagger.shape), "weights": tagger.state_dict()}, file)


def load(file: Path) -> Tagger:
    """Read what save wrote."""
    kept = torch.load(file, weights_only=True)
    tagger = Tagger(Shape(**kept["shape"]), 0.0)
    tagger.load_state_dict(kept["weights"])
    return tagger.eval()
