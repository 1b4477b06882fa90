"""The word lists that reading goes by: cues, channels and the codebook, from TOML files that a user can replace."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from rashomon.errors import KnowledgeError
from rashomon.knowledge.idioms import Idiom, parse_idiom
from rashomon.knowledge.participles import participles_of
from rashomon.records import Stance

KINDS = (
    "control-gain", "control-loss", "control-hold", "encirclement", "advance", "withdrawal", "surrender", "fighting",
    "attack", "shootdown", "casualties", "detention", "ceasefire", "agreement", "meeting", "threat", "protest",
    "celebration", "displacement", "aid", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the codebook: the words that make a kind of event, and what must stand beside them."""

    kind: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    object: str
    subject: str
    phrases: tuple[re.Pattern[str], ...]
    loses: bool
    negative: bool = False
    idioms: tuple[Idiom, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """All rules, in the order in which they are tried, and the classes of nouns that they speak of.

    `by_idiom` holds idioms by the word with which they begin; those without a rule make no event ("take part").
    `participles` leads from "encircled" to "encircle", for the parser often takes a participle for an adjective.
    """

    rules: tuple[Rule, ...]
    classes: dict[str, frozenset[str]]
    by_verb: dict[str, tuple[Rule, ...]]
    by_noun: dict[str, tuple[Rule, ...]]
    by_adjective: dict[str, tuple[Rule, ...]]
    lemmas: dict[str, str]
    by_idiom: dict[str, tuple[tuple[Rule | None, Idiom], ...]]
    participles: dict[str, str]


@dataclass(frozen=True, slots=True)
class CueWord:
    """What a verb of speech makes of its content: a stance, and how far the outlet stands behind it."""

    stance: Stance
    strength: str


@dataclass(frozen=True, slots=True)
class Frames:
    """Verbs by what may stand behind them as content."""

    nominal: frozenset[str]
    verbal: frozenset[str]
    denying: frozenset[str]
    calling: frozenset[str]
    counting: frozenset[str]
    vague: frozenset[str]
    light: frozenset[str]
    channels: frozenset[str]
    about: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that attribute, and the phrases that deny, decline or leave open."""

    verbs: dict[str, CueWord]
    verb_phrases: dict[str, tuple[tuple[str, ...], ...]]  # first lemma -> verbs of several words, the longest first
    claim_nouns: frozenset[str]
    evidence_nouns: frozenset[str]
    rejecting: tuple[str, ...]
    rejecting_forms: re.Pattern[str]
    attacking: tuple[str, ...]
    unverified: re.Pattern[str]
    declines: re.Pattern[str]
    according: re.Pattern[str]
    anonymous: frozenset[str]
    partial: re.Pattern[str]
    redating: re.Pattern[str]
    conceding: re.Pattern[str]
    doubting: re.Pattern[str]
    hoping: re.Pattern[str]
    wishes: tuple[str, ...]
    frames: Frames


@dataclass(frozen=True, slots=True)
class Channel:
    """A means of speaking and the patterns that betray it."""

    name: str
    patterns: tuple[re.Pattern[str], ...]


def load_table(name: str, folder: Path | None) -> dict[str, Any]:
    """Read one TOML file of the knowledge folder, or of the package where no folder is given."""
    try:
        if folder is not None and (folder / name).exists():
            return tomllib.loads((folder / name).read_text(encoding="utf-8"))
        return tomllib.loads(resources.files("rashomon.knowledge").joinpath(name).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise KnowledgeError(f"expected a TOML file {name} in the knowledge folder, found: {error}") from error


def load_codebook(folder: Path | None = None) -> Codebook:
    """Return the codebook of `folder`, or the packaged one."""
    table = load_table("codebook.toml", folder)
    rules = tuple(_rule(number, row) for number, row in enumerate(table.get("rule", []), 1))
    classes = {name: frozenset(words) for name, words in table.get("class", {}).items()}
    by_verb = _index(rules, "verbs")
    return Codebook(
        rules,
        classes,
        by_verb,
        _index(rules, "nouns"),
        _index(rules, "adjectives"),
        dict(table.get("lemma", {})),
        _index_idioms(rules, table.get("never", [])),
        participles_of(by_verb),
    )


def _rule(number: int, row: dict[str, Any]) -> Rule:
    where = f"codebook.toml, rule {number}"
    known = {"kind", "verbs", "nouns", "adjectives", "object", "subject", "phrases", "loses", "negative", "idioms"}
    if unknown := set(row) - known:
        raise KnowledgeError(f"{where}: unknown key {sorted(unknown)[0]!r}; known: {sorted(known)}")
    if row.get("kind") not in KINDS:
        raise KnowledgeError(f"{where}: expected a kind of {KINDS}, found {row.get('kind')!r}")
    return Rule(
        kind=row["kind"],
        verbs=frozenset(row.get("verbs", [])),
        nouns=frozenset(row.get("nouns", [])),
        adjectives=frozenset(row.get("adjectives", [])),
        object=row.get("object", ""),
        subject=row.get("subject", ""),
        phrases=tuple(_pattern(phrase, where) for phrase in row.get("phrases", [])),
        loses=bool(row.get("loses", False)),
        negative=bool(row.get("negative", False)),
        idioms=tuple(parse_idiom(idiom, where) for idiom in row.get("idioms", [])),
    )


def _index_idioms(rules: Iterable[Rule], never: Iterable[str]) -> dict[str, tuple[tuple[Rule | None, Idiom], ...]]:
    """Return for each word the idioms that begin with it: first those that make no event, then by the rules."""
    barred = [(None, parse_idiom(idiom, "codebook.toml, never")) for idiom in never]
    index: dict[str, tuple[tuple[Rule | None, Idiom], ...]] = {}
    for rule, idiom in [*barred, *((rule, idiom) for rule in rules for idiom in rule.idioms)]:
        for word in idiom[0].words:
            index[word] = (*index.get(word, ()), (rule, idiom))
    return index


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise KnowledgeError(f"{where}: expected a regular expression, found {text!r}: {error}") from error


def _index(rules: tuple[Rule, ...], field: str) -> dict[str, tuple[Rule, ...]]:
    index: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for word in sorted(getattr(rule, field)):
            head = word.split()[0] if field == "verbs" else word
            if rule not in index.get(head, ()):
                index[head] = (*index.get(head, ()), rule)
    return index


def load_cues(folder: Path | None = None) -> Cues:
    """Return the cue lexicon of `folder`, or the packaged one."""
    table = load_table("cues.toml", folder)
    verbs: dict[str, CueWord] = {}
    for stance, strengths in table.get("verb", {}).items():
        if stance not in set(Stance):
            raise KnowledgeError(f"cues.toml, verb.{stance}: expected a stance of {[str(s) for s in Stance]}")
        for strength, lemmas in strengths.items():
            verbs.update({lemma: CueWord(Stance(stance), strength) for lemma in lemmas})
    return Cues(
        verbs=verbs,
        verb_phrases=_phrases(verbs),
        claim_nouns=frozenset(table["noun"]["claim"]),
        evidence_nouns=frozenset(table["noun"]["evidence"]),
        rejecting=tuple(table["rejecting"]["words"]),
        rejecting_forms=_pattern("|".join(table["rejecting"]["patterns"]), "cues.toml, rejecting"),
        attacking=tuple(table["attacking_evidence"]["words"]),
        unverified=_any_of(table["unverified"]["phrases"], table["unverified"].get("patterns", [])),
        declines=_any_of(table["declines"]["phrases"]),
        according=_any_of(table["according"]["phrases"]),
        anonymous=frozenset(table["anonymous"]["heads"]),
        partial=_pattern("|".join(table["partial"]["patterns"]), "cues.toml, partial"),
        redating=_pattern("|".join(table["redating"]["patterns"]), "cues.toml, redating"),
        doubting=_pattern("|".join(table["doubting"]["patterns"]), "cues.toml, doubting"),
        hoping=_pattern("|".join(table["hoping"]["patterns"]), "cues.toml, hoping"),
        conceding=_pattern("|".join(table["conceding"]["patterns"]), "cues.toml, conceding"),
        wishes=tuple(table["wish"]["starts"]),
        frames=_frames(table["frames"]),
    )


def _phrases(verbs: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for verb in verbs:
        if len(words := tuple(verb.split())) > 1:
            found.setdefault(words[0], []).append(words)
    return {head: tuple(sorted(forms, key=lambda form: (-len(form), form))) for head, forms in found.items()}


def _frames(table: dict[str, Any]) -> Frames:
    about = {verb: frozenset(words) for verb, words in table["about"].items()}
    return Frames(about=about, **{name: frozenset(words) for name, words in table.items() if name != "about"})


def _any_of(phrases: list[str], patterns: Sequence[str] = ()) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    plain = r"\b(?:" + "|".join(re.escape(phrase) for phrase in longest_first) + r")\b"
    return re.compile("|".join([plain, *patterns]), re.IGNORECASE)


def load_channels(folder: Path | None = None) -> tuple[Channel, ...]:
    """Return the channels of `folder`, or the packaged ones, in the order in which they are tried."""
    rows = load_table("channels.toml", folder).get("channel", [])
    return tuple(
        Channel(row["name"], tuple(_pattern(text, "channels.toml") for text in row["patterns"])) for row in rows
    )
