"""The gold of rival tellings keeps its promises: quotes, references, words, parts and counts."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks" / "gold" / "rivals"
PARTS = ("dev", "test")
STANCES = {
    "asserts",
    "denies",
    "doubts",
    "concedes",
    "declines",
    "unverified",
    "threatens",
    "predicts",
    "orders",
    "wishes",
    "asks",
}
KINDS = {
    "control-gain",
    "control-loss",
    "control-hold",
    "encirclement",
    "advance",
    "withdrawal",
    "surrender",
    "fighting",
    "attack",
    "shootdown",
    "casualties",
    "detention",
    "ceasefire",
    "agreement",
    "meeting",
    "threat",
    "protest",
    "celebration",
    "displacement",
    "aid",
    "other",
}
DENIALS = {
    "flat",
    "counter-claim",
    "partial-concession",
    "re-dating",
    "attack-on-evidence",
    "non-denial",
    "no-comment",
    "unverified",
}
STATUSES = {"contested", "conceded", "unverified", "uncontested"}
SIDES = {"Brevony", "Korsland"}

Row = dict[str, Any]


def text_of(part: str, slug: str) -> str:
    """Return one report as it stands in its file, front matter and all."""
    return (FOLDER / "reports" / part / f"{slug}.txt").read_text(encoding="utf-8")


def body_of(part: str, slug: str) -> str:
    """Return the text of one report without its front matter."""
    return text_of(part, slug).split("\n\n", 1)[1]


def rows_of(part: str) -> list[Row]:
    """Return the labels of one part, a report each."""
    return [json.loads(line) for line in (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def across_of(part: str) -> Row:
    """Return the lines across the reports of one part."""
    across: Row = json.loads((FOLDER / f"across-{part}.json").read_text(encoding="utf-8"))
    return across


LABELS = {part: rows_of(part) for part in PARTS}
ACROSS = {part: across_of(part) for part in PARTS}
CLAIMS = {
    part: {f"{row['slug']}#{claim['id']}": claim for row in LABELS[part] for claim in row["claims"]} for part in PARTS
}


def references(part: str) -> Iterator[str]:
    """Yield every claim that a line across reports names."""
    across = ACROSS[part]
    for dispute in across["disputes"]:
        yield from dispute["asserting"]
        for denial in dispute["denials"]:
            yield from denial["claims"]
        for concession in dispute["conceded_by"]:
            yield concession["claim"]
    for line in across["same_side"] + across["utterances"]:
        yield from line["claims"]
    for copy in across["copies"]:
        for pair in copy["claims"]:
            yield from pair
    for row in across["control"]:
        yield from row["claims"] + row["denials"]
        if row["conceded"]:
            yield row["conceded"]["claim"]
    for figure in across["figures"]:
        for told in figure["told"]:
            yield told["claim"]


def counted(name: str) -> int:
    """Return how many lines of a kind stand across the reports of both parts."""
    return sum(len(ACROSS[part][name]) for part in PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_quotes_stand_once_and_in_order(part: str) -> None:
    """A quote stands once in its report, title and all; claims are numbered as the text goes; cues are of the text."""
    for row in LABELS[part]:
        whole, slug = text_of(part, row["slug"]), row["slug"]
        assert [claim["id"] for claim in row["claims"]] == [f"c{n + 1}" for n in range(len(row["claims"]))], slug
        for claim in row["claims"]:
            assert whole.count(claim["quote"]) == 1, (slug, claim["quote"])
            assert claim["cue"] is None or claim["cue"] in whole, (slug, claim["cue"])
            assert claim["place"] is None or claim["place"] in whole, (slug, claim["place"])
            assert claim["when"] is None or date.fromisoformat(claim["when"]).year == 2034, slug
        starts = [whole.index(claim["quote"]) for claim in row["claims"]]
        ends = [start + len(claim["quote"]) for start, claim in zip(starts, row["claims"], strict=True)]
        assert all(end <= start for (_, end), (start, _) in pairwise(zip(starts, ends, strict=True))), slug
        assert all(figure["words"] in whole for figure in row["figures"]), slug


@pytest.mark.parametrize("part", PARTS)
def test_labels_use_the_words_of_the_design(part: str) -> None:
    """Stances, kinds, denials, statuses and sides are those of the design and of the war's file."""
    for row in LABELS[part]:
        ids = {claim["id"] for claim in row["claims"]}
        for claim in row["claims"]:
            assert claim["stance"] in STANCES
            assert claim["kind"] in KINDS
            assert claim["claimant_group"] in SIDES | {None}
            assert claim["claimant_group"] is None or claim["claimant"] != "OUTLET"
        for dispute in row["disputes"]:
            assert dispute["denial_kind"] in DENIALS
            assert dispute["about"] in KINDS | {"control"}
            assert set(dispute["asserting"]) | set(dispute["denying"]) <= ids
            assert not set(dispute["asserting"]) & set(dispute["denying"])
        for figure in row["figures"]:
            assert figure["low"] is None or figure["high"] is None or figure["low"] <= figure["high"]
            assert figure["about_side"] in SIDES | {None}
    for dispute in ACROSS[part]["disputes"]:
        assert dispute["status"] in STATUSES
        assert dispute["about"] in KINDS | {"control"}
        assert {denial["denial_kind"] for denial in dispute["denials"]} <= DENIALS
    assert {copy["kind"] for copy in ACROSS[part]["copies"]} <= {"wire-copy", "rewrite", "citing"}


@pytest.mark.parametrize("part", PARTS)
def test_reports_are_dated_and_short(part: str) -> None:
    """Every label has its report and the other way round; outlet, moment and zone agree; 80 to 220 words."""
    slugs = [row["slug"] for row in LABELS[part]]
    assert sorted(path.stem for path in (FOLDER / "reports" / part).glob("*.txt")) == sorted(set(slugs)) == slugs
    for row in LABELS[part]:
        front = dict(line.split(": ", 1) for line in text_of(part, row["slug"]).split("\n\n", 1)[0].splitlines())
        assert (front["outlet"], front["published"]) == (row["outlet"], row["published"])
        assert datetime.fromisoformat(row["published"]).tzinfo is not None
        assert 80 <= len(body_of(part, row["slug"]).split()) <= 220, row["slug"]
        for claim in row["claims"]:  # nothing that has happened is dated after its report
            if claim["when"] and claim["stance"] in {"asserts", "concedes", "denies"}:
                assert claim["when"] <= row["published"][:10], (row["slug"], claim["id"])


@pytest.mark.parametrize("part", PARTS)
def test_the_part_follows_from_the_story_line(part: str) -> None:
    """A third of the story lines by a hash of their names; no report or line stands in two parts."""
    lines = ACROSS[part]["story_lines"]
    for line in lines:
        third = hashlib.sha256(f"story line {line}".encode()).digest()[0] % 3 == 0
        assert part == ("test" if third else "dev")
    assert sorted(slug for slugs in lines.values() for slug in slugs) == [row["slug"] for row in LABELS[part]]
    assert not {row["slug"] for row in LABELS["dev"]} & {row["slug"] for row in LABELS["test"]}


@pytest.mark.parametrize("part", PARTS)
def test_lines_across_reports_name_claims_and_reports(part: str) -> None:
    """Claims named across reports exist; sides and speakers of a dispute are those of its claims."""
    claims, across = CLAIMS[part], ACROSS[part]
    slugs = {row["slug"]: row for row in LABELS[part]}
    assert set(references(part)) <= set(claims)
    assert len({dispute["id"] for dispute in across["disputes"]}) == len(across["disputes"])
    for dispute in across["disputes"]:
        denying = {claim for denial in dispute["denials"] for claim in denial["claims"]}
        assert dispute["asserting"], dispute["id"]
        assert not denying & set(dispute["asserting"]), dispute["id"]
        for name, held in (("sides_asserting", dispute["asserting"]), ("sides_denying", denying)):
            groups = {claims[claim]["claimant_group"] for claim in held} - {None}
            assert dispute[name] == sorted(groups), dispute["id"]
        assert (dispute["status"] == "conceded") == bool(dispute["conceded_by"]), dispute["id"]
        if dispute["status"] == "unverified":
            assert {denial["denial_kind"] for denial in dispute["denials"]} == {"unverified"}, dispute["id"]
        for concession in dispute["conceded_by"]:
            assert claims[concession["claim"]]["stance"] == "concedes", concession
            assert concession["claim"] in (dispute["asserting"] if concession["to"] == "asserting" else denying)
    for line in across["same_side"]:
        first, second = (claims[claim] for claim in line["claims"])
        assert first["claimant_group"] == second["claimant_group"] == line["side"]
        assert first["claimant"] != second["claimant"]
    for line in across["utterances"]:
        assert len({claim.split("#")[0] for claim in line["claims"]}) == len(line["claims"]) >= 2
    for row in across["control"]:
        assert row["holder"] in SIDES
        assert not (row["from"] and row["until"]) or row["from"] <= row["until"]
        assert row["according_to"] == sorted({claims[claim]["claimant"] for claim in row["claims"]})
        assert row["denied_by"] == sorted({claims[claim]["claimant"] for claim in row["denials"]})
    for copy in across["copies"]:
        later, earlier = slugs[copy["report"]], slugs[copy["repeats"]]
        assert datetime.fromisoformat(later["published"]) > datetime.fromisoformat(earlier["published"])
        assert (copy["kind"] == "citing") == (earlier["slug"] not in later["copies_of"]), copy
        assert copy["credit"] in body_of(part, copy["report"])
        for repeating, repeated in copy["claims"]:
            assert repeating.startswith(copy["report"] + "#")
            assert repeated.startswith(copy["repeats"] + "#")
    for lineage in across["lineages"]:
        assert set(lineage) <= set(slugs)
        assert all(any({a, b} == {c["report"], c["repeats"]} for c in across["copies"]) for a, b in pairwise(lineage))


def test_wire_copies_share_words_and_rewrites_do_not() -> None:
    """A wire copy has the sentences of what it repeats; a rewrite has the content in other words and order."""
    for part in PARTS:
        for copy in ACROSS[part]["copies"]:
            first = body_of(part, copy["repeats"]).replace("“", '"').replace("”", '"').split()
            second = body_of(part, copy["report"]).replace("“", '"').replace("”", '"').split()
            blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
            shared = sum(block.size for block in blocks if block.size >= 5) / min(len(first), len(second))
            if copy["kind"] == "wire-copy":
                assert shared >= 0.7, copy
            else:
                assert shared <= 0.15, copy
            if copy["kind"] == "rewrite":
                order = [int(repeated.rpartition("#c")[2]) for _, repeated in copy["claims"]]
                assert order != sorted(order), copy


def test_intervals_of_rival_figures_do_not_meet() -> None:
    """A figure is rival when two of its tellings cannot both hold; "about" is read as a tenth either way."""

    def bounds(told: Row) -> tuple[float, float]:
        if "approx" in told:
            return told["approx"] * 0.9, told["approx"] * 1.1
        low, high = told["low"], told["high"]
        return (float("-inf") if low is None else low, float("inf") if high is None else high)

    for part in PARTS:
        for figure in ACROSS[part]["figures"]:
            told = [bounds(one) for one in figure["told"]]
            assert figure["rival"] == any(one[1] < other[0] for one in told for other in told), figure["question"]


def test_there_is_enough_of_everything() -> None:
    """The counts that the README promises."""
    rows = [row for part in PARTS for row in LABELS[part]]
    assert len(rows) >= 60
    assert len({row["outlet"] for row in rows}) == 12
    days = [datetime.fromisoformat(row["published"]) for row in rows]
    assert 49 <= (max(days) - min(days)).days <= 63
    assert 0.3 <= len(LABELS["test"]) / len(rows) <= 0.37

    denials = Counter(dispute["denial_kind"] for row in rows for dispute in row["disputes"])
    assert set(denials) == DENIALS
    assert min(denials.values()) >= 6
    assert sum(claim["stance"] == "concedes" for row in rows for claim in row["claims"]) >= 8

    copies = Counter(copy["kind"] for part in PARTS for copy in ACROSS[part]["copies"])
    assert copies["wire-copy"] >= 3
    assert copies["rewrite"] >= 5
    assert counted("utterances") >= 10
    assert counted("same_side") >= 6
    control = [row for part in PARTS for row in ACROSS[part]["control"]]
    assert sum(row["until"] is not None for row in control) >= 8
    assert sum(figure["rival"] for part in PARTS for figure in ACROSS[part]["figures"]) >= 10

    both = 0
    for row in rows:
        denied = {claim for dispute in row["disputes"] for claim in dispute["asserting"]}
        tied = denied | {claim for dispute in row["disputes"] for claim in dispute["denying"]}
        plain = {claim["id"] for claim in row["claims"] if claim["stance"] == "asserts"} - tied
        both += bool(denied and plain)
    assert both >= 10


@pytest.mark.parametrize("part", PARTS)
def test_the_readme_counts_what_there_is(part: str) -> None:
    """The tables of the README have the numbers of the files."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows, across = LABELS[part], ACROSS[part]
    totals = [sum(len(row[name]) for row in rows) for name in ("claims", "disputes", "figures")]
    counts = " | ".join(map(str, [len(across["story_lines"]), len(rows), *totals]))
    assert f"`{part}.jsonl`, `across-{part}.json`, `reports/{part}/` | {counts} |" in readme
    within = Counter(dispute["denial_kind"] for row in rows for dispute in row["disputes"])
    between = Counter(denial["denial_kind"] for dispute in across["disputes"] for denial in dispute["denials"])
    order = re.findall(r"[a-z-]{4,}", next(line for line in readme.splitlines() if line.startswith("| | flat")))
    for name, denials in (("within reports", within), ("across", between)):
        assert f"| {part}, {name} | {' | '.join(str(denials[kind]) for kind in order)} |" in readme


def test_both_sides_claim_and_deny() -> None:
    """Neither side has less than two fifths of the claims, or of the denials, that the two sides make."""
    for stances in (STANCES, {"denies"}, {"asserts"}, {"concedes"}):
        groups = Counter(
            claim["claimant_group"]
            for part in PARTS
            for claim in CLAIMS[part].values()
            if claim["claimant_group"] and claim["stance"] in stances
        )
        assert min(groups[side] for side in SIDES) >= 0.4 * groups.total(), (stances, groups)


def test_the_war_can_be_used() -> None:
    """The file of the war passes the check that a user would run."""
    war = FOLDER / "knowledge" / "sael.toml"
    command = [sys.executable, "-m", "rashomon", "knowledge", "check", str(war)]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
