"""What is contested across reports, how, since when, and who only repeats whom, against the gold of rival tellings.

python -m benchmarks.disputes [--shared ../shared] [--misses] [--only dev]

Two scores of disputes stand side by side: those within single reports, as the shared scorer has it, and those across.
An across-dispute of the gold is found if one dispute of ours holds a claim that asserts and a claim that denies it, on
these sides; one of ours is right if it does so for some dispute of the gold, across or within a report, or for a
contradiction on one side. The dev part may be read and learnt from; the misses of the test part are never listed.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path
from typing import Any

from benchmarks.ledgers import Row, Told, build, tell
from benchmarks.scoring import Paired, Scorer, load_scorer, pair, parse_arguments, score

FOLDER = Path("benchmarks/gold/rivals")
Pair = frozenset[str]


@dataclass(slots=True)
class Tally:
    """Right and all of one measure, with the words for what was missed."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, right: object, words: str = "") -> None:
        """Count one case."""
        self.of += 1
        self.right += bool(right)
        if not right and words:
            self.missed.append(words)

    @property
    def rate(self) -> float | None:
        """The share that is right; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Sides:
    """The claims, by gold name, that assert and that answer otherwise, the latter by the kind of denial."""

    asserting: frozenset[str]
    denying: Mapping[str, frozenset[str]]

    @property
    def answers(self) -> frozenset[str]:
        """All claims that answer otherwise."""
        return frozenset().union(*self.denying.values())


@dataclass(frozen=True, slots=True)
class Gold:
    """One part of the gold: the reports with their claims, and what stands across them."""

    reports: Sequence[Row]
    across: Mapping[str, Any]

    def disputes(self) -> Iterator[tuple[Row, Sides]]:
        """Yield the disputes across reports."""
        for dispute in self.across["disputes"]:
            denying: dict[str, frozenset[str]] = {}
            for denial in dispute["denials"]:
                kind = denial["denial_kind"]
                denying[kind] = denying.get(kind, frozenset()) | frozenset(denial["claims"])
            yield dispute, Sides(frozenset(dispute["asserting"]), denying)

    def allowed(self) -> list[Sides]:
        """Return every question that the gold knows an answer and another answer to."""
        within = [
            Sides(
                frozenset(f"{report['slug']}#{name}" for name in dispute["asserting"]),
                {dispute["denial_kind"]: frozenset(f"{report['slug']}#{name}" for name in dispute["denying"])},
            )
            for report in self.reports
            for dispute in report["disputes"]
        ]
        own = [
            Sides(frozenset([one]), {"": frozenset([two])})
            for line in self.across["same_side"]
            for one, two in combinations(line["claims"], 2)
        ]
        return [sides for _, sides in self.disputes()] + within + own


def load_gold(folder: Path, part: str) -> Gold:
    """Read one part of the gold."""
    reports = [json.loads(line) for line in (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]
    return Gold(reports, json.loads((folder / f"across-{part}.json").read_text(encoding="utf-8")))


def sides_of(dispute: Row, names: Mapping[str, str]) -> Sides:
    """Return one of our disputes in gold names; claims that the gold does not have are left out."""
    asserting: set[str] = set()
    denying: dict[str, frozenset[str]] = {}
    for position in dispute["positions"]:
        known = {names[claim] for claim in position["claims"] if claim in names}
        if position["stance"] == "asserts":
            asserting |= known
        else:
            kind = str(position["denial"])
            denying[kind] = denying.get(kind, frozenset()) | known
    return Sides(frozenset(asserting), denying)


def meets(gold: Sides, ours: Sides) -> bool:
    """Tell whether both sides of a question of the gold are held by one of ours."""
    return bool(gold.asserting & ours.asserting) and bool(gold.answers & ours.answers)


def judge_disputes(gold: Gold, told: Told, names: Mapping[str, str]) -> dict[str, Tally]:
    """Count disputes across reports: found, right, kinds of denial, status, and contradictions on one side."""
    tallies = {
        name: Tally()
        for name in ("across found", "across right", "across kind", "across status", "same side", "joined")
    }
    ours = [(dispute, sides_of(dispute, names)) for dispute in told.disputes]
    for wanted, sides in gold.disputes():
        if not sides.denying:
            continue
        meeting = [(dispute, found) for dispute, found in ours if meets(sides, found)]
        tallies["across found"].add(meeting, f"{wanted['id']}: {wanted['question']}")
        if not meeting:
            continue
        best, found = max(
            meeting, key=lambda one: len(sides.asserting & one[1].asserting) + len(sides.answers & one[1].answers)
        )
        for kind in sides.denying:
            near = any(sides.denying[kind] & other.denying.get(kind, frozenset()) for _, other in meeting)
            tallies["across kind"].add(near, f"{wanted['id']}: {kind}; found {', '.join(sorted(found.denying))}")
        tallies["across status"].add(
            best["status"] == wanted["status"],
            f"{wanted['id']}: status wanted {wanted['status']}; found {best['status']}",
        )
        tallies["joined"].right += len(sides.asserting & found.asserting) + len(sides.answers & found.answers)
        tallies["joined"].of += len(sides.asserting) + len(sides.answers)
    allowed = gold.allowed()
    for dispute, found in ours:
        right = any(meets(sides, found) or meets(_turned(sides), found) for sides in allowed)
        shown = f"{dispute['question']} | yes {sorted(found.asserting)} | otherwise {sorted(found.answers)}"
        tallies["across right"].add(right, shown)
    for line in gold.across["same_side"]:
        pairs = [Sides(frozenset([one]), {"": frozenset([two])}) for one, two in combinations(line["claims"], 2)]
        held = any(meets(each, found) or meets(_turned(each), found) for _, found in ours for each in pairs)
        tallies["same side"].add(held, f"{line['question']} {line['claims']}")
    return tallies


def _turned(sides: Sides) -> Sides:
    """Return a question asked the other way round: a denial of a loss is a claim to hold."""
    return Sides(sides.answers, {"": sides.asserting})


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two sets of pairs or rows: what is in both, in ours and in the gold."""

    both: int
    ours: int
    gold: int
    missed: tuple[str, ...] = ()

    @property
    def figures(self) -> dict[str, float]:
        """Precision, recall and F1; 1 where neither has any."""
        precision = self.both / self.ours if self.ours else float(not self.gold)
        recall = self.both / self.gold if self.gold else 1.0
        whole = precision + recall
        return {"p": precision, "r": recall, "f1": 2 * precision * recall / whole if whole else 0.0}


def compare(gold: Iterable[Pair], ours: Iterable[Pair]) -> Overlap:
    """Count what two sets of pairs share."""
    wanted, found = set(gold), set(ours)
    missed = [f"missed: {' + '.join(sorted(each))}" for each in sorted(wanted - found, key=sorted)]
    extra = [f"wrong: {' + '.join(sorted(each))}" for each in sorted(found - wanted, key=sorted)]
    return Overlap(len(wanted & found), len(found), len(wanted), (*missed, *extra))


def pairs_in(groups: Iterable[Iterable[str]]) -> set[Pair]:
    """Return all pairs within groups."""
    return {frozenset(two) for group in groups for two in combinations(sorted(set(group)), 2)}


def judge_copies(gold: Gold, told: Told) -> dict[str, Overlap]:
    """Compare who repeats whom, by report and as lineages (a citing claim joins no lineage of ours)."""
    slugs = {report["id"]: _slug(report) for report in told.reports}
    copies = [(slugs[copy["report"]], slugs[copy["of"]]) for copy in told.copies if copy["of"] in slugs]
    wanted = [(copy["report"], copy["repeats"]) for copy in gold.across["copies"]]
    directed = [{frozenset((f"{one} repeats", two)) for one, two in each} for each in (wanted, copies)]
    return {
        "copies": compare(*directed),
        "lineages": compare(pairs_in(gold.across["lineages"]), pairs_in(_joined(copies))),
    }


def _joined(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair_of in pairs:
        touching = [group for group in groups if not group.isdisjoint(pair_of)]
        groups = [group for group in groups if group.isdisjoint(pair_of)] + [set(pair_of).union(*touching)]
    return groups


def judge_utterances(gold: Gold, told: Told, names: Mapping[str, str]) -> dict[str, Overlap]:
    """Compare pairs of claims that render one act of speech; pairs within one lineage belong to the copies."""
    lineage = {slug: number for number, group in enumerate(gold.across["lineages"]) for slug in group}

    def apart(two: Pair) -> bool:
        one, other = (name.split("#")[0] for name in two)
        return one not in lineage or lineage[one] != lineage.get(other)

    ours = pairs_in([names[claim] for claim in each["claims"] if claim in names] for each in told.utterances)
    wanted = pairs_in(line["claims"] for line in gold.across["utterances"])
    return {"utterances": compare(filter(apart, wanted), filter(apart, ours))}


def judge_control(gold: Gold, told: Told, scorer: Scorer) -> tuple[dict[str, Overlap], dict[str, Tally]]:
    """Compare rows of control: place, part, holder and first day must agree; the rest is told of those that do."""
    rest = {name: Tally() for name in ("control until", "control denied by", "control conceded")}
    free = list(told.control)
    both, missed = 0, []
    for wanted in gold.across["control"]:
        row = next((row for row in free if _same_row(wanted, row, scorer)), None)
        shown = (
            f"{wanted['holder']} holds {wanted['part'] or 'the whole'} of {wanted['place']} from {wanted['from']}"
            f" according to {', '.join(wanted['according_to'])}"
        )
        if row is None:
            missed.append(f"missed: {shown}")
            continue
        free.remove(row)
        both += 1
        until = (row.get("until") or {}).get("from")
        rest["control until"].add(
            (until or None) == wanted["until"], f"{shown}: until {wanted['until']}, found {until}"
        )
        denied = not wanted["denied_by"] or any(
            scorer.same_name(one, two) for one, two in product(wanted["denied_by"], row["denied_by"])
        )
        rest["control denied by"].add(
            denied and bool(wanted["denied_by"]) == bool(row["denied_by"]),
            f"{shown}: denied by {wanted['denied_by']}, found {row['denied_by']}",
        )
        by, ours = (wanted["conceded"] or {}).get("by"), (row["conceded"] or {}).get("speaker")
        conceded = (by is None and ours is None) or (by is not None and scorer.same_name(by, ours))
        rest["control conceded"].add(conceded, f"{shown}: conceded by {by}, found {ours}")
    extra = [
        f"wrong: {row['holder']} holds {row.get('part') or row['place'].get('part') or 'the whole'} of"
        f" {row['place']['name']} from {(row['since'] or {}).get('from')} according to {', '.join(row['according_to'])}"
        for row in free
    ]
    return {"control": Overlap(both, len(told.control), len(gold.across["control"]), (*missed, *extra))}, rest


def _same_row(wanted: Row, row: Row, scorer: Scorer) -> bool:
    place = row["place"]
    part = row.get("part") or place.get("part")
    since = (row["since"] or {}).get("from")
    named = [place.get("name"), place.get("written"), part]
    return (
        any(scorer.same_name(wanted["place"], name) for name in named)
        and row["holder"] == wanted["holder"]
        and (since or None) == wanted["from"]
        and bool(part) == bool(wanted["part"])
        and (not part or scorer.same_name(wanted["part"], part))
    )


def judge_figures(gold: Gold, told: Told, names: Mapping[str, str]) -> dict[str, Tally]:
    """Count the questions whose figures of several tellers stand in one record, and whether it calls them rival."""
    tallies = {"figures found": Tally(), "figures rival": Tally()}
    ours = [(row, {names[each["claim"]] for each in row["told"] if each["claim"] in names}) for row in told.figures]
    for line in gold.across["figures"]:
        by: dict[str, set[str]] = {}
        for each in line["told"]:
            by.setdefault(each["speaker"], set()).add(each["claim"])
        if len(by) < 2:
            continue
        meeting = [row for row, held in ours if sum(not held.isdisjoint(claims) for claims in by.values()) > 1]
        tallies["figures found"].add(meeting, line["question"])
        if meeting:
            right = any(row["rival"] == line["rival"] for row in meeting)
            tallies["figures rival"].add(right, f"{line['question']}: wanted rival {line['rival']}")
    return tallies


def measure(part: str, tool: Path, *, misses: bool) -> dict[str, float]:
    """Build a ledger of one part, print how it compares with the gold, and return the figures."""
    gold, scorer = load_gold(FOLDER, part), load_scorer(tool)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        build([FOLDER / "reports" / part], ledger, wars=sorted((FOLDER / "knowledge").glob("*.toml")))
        told = tell(ledger)
        figures = score(FOLDER / f"{part}.jsonl", told, tool, Path(folder), misses=misses)
    paired = pair(gold.reports, told.claims, scorer)
    names = _names(paired)
    overlaps = judge_copies(gold, told) | judge_utterances(gold, told, names)
    control, rest = judge_control(gold, told, scorer)
    tallies = judge_disputes(gold, told, names) | judge_figures(gold, told, names) | rest
    for name, tally in tallies.items():
        if tally.rate is not None:
            figures[name.replace(" ", "_")] = round(tally.rate, 4)
            print(f"{name:18} {tally.rate:6.1%}  {tally.right}/{tally.of}")
    for name, overlap in (overlaps | control).items():
        figures |= {f"{name}_{measure}": round(figure, 4) for measure, figure in overlap.figures.items()}
        p, r, f1 = overlap.figures.values()
        counts = f"({overlap.both}; {overlap.ours}; {overlap.gold})"
        print(f"{name:18} precision {p:.1%}, recall {r:.1%}, F1 {f1:.1%}  {counts}")
    if misses:
        _list({name: tally.missed for name, tally in tallies.items()} | _missed(overlaps | control))
    return figures


def _missed(overlaps: Mapping[str, Overlap]) -> dict[str, Sequence[str]]:
    return {name: overlap.missed for name, overlap in overlaps.items()}


def _list(missed: Mapping[str, Sequence[str]]) -> None:
    for name, lines in missed.items():
        for line in lines:
            print(f"- {name}: {line}")


def _names(paired: Paired) -> dict[str, str]:
    return {claim["id"]: name for name, claim in paired.by_gold.items()}


def _slug(row: Row) -> str:
    return Path(str(row["origin"]).split("#", 1)[0]).stem


def main(say: Callable[[str], None] = print) -> None:
    """Print a table for each part and, last, all figures as one JSON object."""
    given = parse_arguments(__doc__, only=["dev", "test"])
    tool = given.shared / "tools" / "score.py"
    if not tool.exists():
        say(f"skipped: no scorer under {given.shared}\n{{}}")
        return
    figures: dict[str, float] = {}
    for part in given.only or ("dev", "test"):
        say(f"== {FOLDER} {part}")
        found = measure(part, tool, misses=given.misses and part == "dev")
        figures |= {f"{part}_{figure}": value for figure, value in found.items()}
    say(json.dumps(figures))


if __name__ == "__main__":
    main()
