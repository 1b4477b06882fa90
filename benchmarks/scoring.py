"""Gold and a ledger's records in; the scorer's figures and the verdict on each line of `expected_across.json` out."""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

from benchmarks.ledgers import Row, Told, build, tell

NARRATION = "OUTLET"


class Scorer(Protocol):
    """The functions of the shared scorer that pair gold with what was found."""

    def same_name(self, gold: str | None, name: str | None) -> bool:
        """Tell whether two names share their distinctive words."""

    def speaker_right(self, gold: Mapping[str, Any], claim: Mapping[str, Any]) -> bool:
        """Tell whether a claim has the speaker of the gold."""

    def pair_up(self, gold_claims: list[Row], claims: list[Row]) -> dict[int, Row]:
        """Return for the index of each gold claim the claim that answers it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the expectations across reports: what was wanted, and what is missing (nothing: it holds)."""

    wanted: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paired:
    """The claims of a ledger beside the gold: by gold name ("report#claim") and by their own id."""

    by_gold: Mapping[str, Row]
    by_id: Mapping[str, Row]


def parse_arguments(about: str | None, *, only: Sequence[str] = ()) -> argparse.Namespace:
    """Read the arguments that all scoring benchmarks share."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="where tools/score.py and seeds/ lie")
    parser.add_argument("--misses", action="store_true", help="print every gold claim that was missed")
    if only:
        parser.add_argument("--only", action="append", choices=only, help="only this set")
    return parser.parse_args()


def load_scorer(path: Path) -> Scorer:
    """Load the scorer from its file."""
    spec = importlib.util.spec_from_file_location("shared_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"expected a Python file at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Scorer, module)


def measure(
    places: Sequence[Path], gold: Path, tool: Path, *, wars: Sequence[Path] = (), misses: bool = False
) -> dict[str, float]:
    """Build a ledger from the places, print how it compares with the gold, and return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        build(places, ledger, wars=wars)
        told = tell(ledger)
        figures = score(gold / "expected.jsonl", told, tool, Path(folder), misses=misses)
    across = gold / "expected_across.json"
    if across.exists():
        scorer = load_scorer(tool)
        paired = pair(_lines(gold / "expected.jsonl"), told.claims, scorer)
        lines = tuple(check(json.loads(across.read_text(encoding="utf-8")), told, paired, scorer))
        show(lines)
        figures |= {"across": round(sum(not line.missing for line in lines) / len(lines), 4)} if lines else {}
    return figures


def score(
    gold: Path, told: Told, tool: Path, folder: Path, *, misses: bool = False, quiet: bool = False
) -> dict[str, float]:
    """Run the scorer over claims and disputes, print its table unless `quiet`, and return its figures."""
    files = {name: folder / f"{name}.jsonl" for name in ("claims", "disputes")}
    for name, path in files.items():
        path.write_text("".join(json.dumps(row) + "\n" for row in getattr(told, name)), encoding="utf-8")
    command = [sys.executable, str(tool), str(gold), str(files["claims"]), str(files["disputes"])]
    done = subprocess.run([*command, *(["--list"] if misses else [])], check=True, stdout=subprocess.PIPE, text=True)
    *table, last = done.stdout.splitlines()
    if not quiet:
        print("\n".join(table))
    return {name: figure for name, figure in json.loads(last).items() if not math.isnan(figure)}


def pair(gold: Sequence[Row], claims: Sequence[Row], scorer: Scorer) -> Paired:
    """Pair each gold claim with the claim of the same report that answers it."""
    by_report: dict[str, list[Row]] = {}
    for claim in claims:
        by_report.setdefault(_file_of(claim).stem, []).append(claim)
    by_gold = {
        f"{report['slug']}#{report['claims'][index]['id']}": claim
        for report in gold
        for index, claim in scorer.pair_up(report["claims"], by_report.get(report["slug"], [])).items()
    }
    return Paired(by_gold, {claim["id"]: claim for claim in claims})


def check(expected: Mapping[str, list[Any]], told: Told, paired: Paired, scorer: Scorer) -> Iterator[Line]:
    """Judge every line of the expectations across reports."""
    checks: dict[str, Callable[[Any], Line]] = {
        "disputes": lambda wanted: _check_dispute(wanted, told.disputes, paired, scorer),
        "utterances": lambda wanted: _check_utterance(wanted, told.utterances, paired),
        "same_name": lambda wanted: _check_names(wanted, told.claims),
        "control": lambda wanted: _check_control(wanted, told.control, paired, scorer),
        "copies": lambda wanted: _check_copy(wanted, told, scorer),
        "skipped": lambda wanted: _check_skipped(wanted, told.skipped),
    }
    for kind, lines in expected.items():
        if kind not in checks:
            yield Line(f"{kind}: a kind of expectation that this benchmark knows", ("no check is written for it",))
            continue
        for wanted in lines:
            yield checks[kind](wanted)


def show(lines: Sequence[Line]) -> None:
    """Print each line with its verdict, and under a failed one what is missing."""
    print(f"across reports {sum(not line.missing for line in lines)}/{len(lines)}")
    for line in lines:
        print(f"  {'FAIL' if line.missing else 'pass'}  {line.wanted}")
        for missing in line.missing:
            print(f"          {missing}")


def _best(wanted: str, candidates: Sequence[tuple[str, ...]], nothing: str) -> Line:
    """Judge by the candidate that lacks least."""
    return Line(wanted, min(candidates, key=len) if candidates else (nothing,))


def _check_dispute(wanted: Row, disputes: Sequence[Row], paired: Paired, scorer: Scorer) -> Line:
    anywhere = wanted["place"] is None
    here = [d for d in disputes if anywhere or _is_place(wanted["place"], d.get("place"), scorer)]
    named = f"dispute about {wanted['about']}" + ("" if anywhere else f" at {wanted['place']}")
    return _best(named, [tuple(_lacks(wanted, d, paired, scorer)) for d in here], "no dispute at this place")


def _lacks(wanted: Row, dispute: Row, paired: Paired, scorer: Scorer) -> Iterator[str]:
    """Yield what one dispute lacks of the wanted one."""
    if wanted["about"] != dispute["about"]:
        yield f"it is about {dispute['about']}"
    asserting = [p for p in dispute["positions"] if p["stance"] == "asserts"]
    denying = [p for p in dispute["positions"] if p["stance"] != "asserts"]
    for side, positions in (("asserting", asserting), ("denying", denying)):
        held = {claim for position in positions for claim in position["claims"]}
        for gold in wanted[side]:
            claim = paired.by_gold.get(gold)
            if claim is None:
                yield f"{gold}: no claim was found for it"
            elif claim["id"] not in held:
                yield f"{gold}: not among the {side} claims"
        sides = sorted({name for position in positions for name in position["sides"]})
        if (want := wanted.get(f"sides_{side}")) is not None and sides != sorted(want):
            yield f"sides {side}: wanted {', '.join(sorted(want))}; found {', '.join(sides) or 'none'}"
    kinds = sorted({p["denial"] for p in denying if p["denial"]})
    if wanted.get("denial_kind") and wanted["denial_kind"] not in kinds:
        yield f"denial: wanted {wanted['denial_kind']}; found {', '.join(kinds) or 'none'}"
    if wanted.get("status") and wanted["status"] != dispute["status"]:
        yield f"status: wanted {wanted['status']}; found {dispute['status']}"
    if wanted.get("conceded_by"):
        told = [
            _lacks_concession(by["speaker"], by["on"], dispute.get("conceded"), scorer) for by in wanted["conceded_by"]
        ]
        yield from min(told, key=len)


def _lacks_concession(speaker: str, on: str, found: Row | None, scorer: Scorer) -> tuple[str, ...]:
    """Tell whether this speaker conceded on this day; a record keeps the first concession only."""
    if found and scorer.same_name(speaker, found["speaker"]) and str(found["on"]).startswith(on):
        return ()
    shown = f"{found['speaker']} on {found['on']}" if found else "nobody"
    return (f"conceded: wanted {speaker} on {on}; found {shown}",)


def _check_utterance(wanted: Sequence[str], utterances: Sequence[Row], paired: Paired) -> Line:
    named = f"one utterance: {', '.join(wanted)}"
    lost = tuple(f"{gold}: no claim was found for it" for gold in wanted if gold not in paired.by_gold)
    if lost:
        return Line(named, lost)
    ids = {paired.by_gold[gold]["id"] for gold in wanted}
    joined = any(ids <= set(utterance["claims"]) for utterance in utterances)
    return Line(named, () if joined else ("no utterance holds all of these claims",))


def _check_names(wanted: Sequence[str], claims: Sequence[Row]) -> Line:
    """Both names must be written in some claim, and stand for one place."""
    ids: dict[str, set[str | None]] = {name: set() for name in wanted}
    for claim in claims:
        place = claim["event"].get("place") or {}
        if place.get("written") in ids:
            ids[place["written"]].add(place.get("id"))
    missing = [f"{name}: no claim writes it" for name, found in ids.items() if not found]
    known = set().union(*ids.values())
    if not missing and (len(known) != 1 or None in known):
        missing = [f"{name}: {', '.join(sorted(map(str, found)))}" for name, found in ids.items()]
    return Line(f"one place: {', '.join(wanted)}", tuple(missing))


def _check_control(wanted: Row, control: Sequence[Row], paired: Paired, scorer: Scorer) -> Line:
    since = wanted["since"] or "an unknown day"
    named = f"{wanted['holder']} holds {wanted['place']} since {since}, according to {wanted['according_to']}"
    if denied := wanted.get("denied_by"):
        named += f", denied by {denied}"
    if conceded := wanted.get("conceded_by"):
        named += f", conceded by {conceded}"
    here = [row for row in control if _is_place(wanted["place"], row["place"], scorer)]
    return _best(named, [tuple(_lacks_control(wanted, row, paired, scorer)) for row in here], "no row for this place")


def _lacks_control(wanted: Row, row: Row, paired: Paired, scorer: Scorer) -> Iterator[str]:
    if wanted["holder"] != row["holder"]:
        yield f"the holder is {row['holder']}"
    since = row["since"] or {}
    start = str(since.get("from") or "")
    ends = [start, str(since.get("to") or start)]
    if not all(end.startswith(wanted["since"]) if wanted["since"] else not end for end in ends):
        yield f"since {' to '.join(ends)}"
    if not _accords(wanted["according_to"], row, paired, scorer):
        yield f"according to {', '.join(row['according_to']) or 'nobody'}"
    if (denied := wanted.get("denied_by")) and not any(scorer.same_name(denied, name) for name in row["denied_by"]):
        yield f"denied by {', '.join(row['denied_by']) or 'nobody'}"
    if conceded := wanted.get("conceded_by"):
        yield from _lacks_concession(conceded, wanted["conceded_on"], row["conceded"], scorer)


def _check_copy(wanted: Row, told: Told, scorer: Scorer) -> Line:
    files = {report["id"]: _file_of(report).stem for report in told.reports}
    named = f"{wanted['report']} repeats {wanted['of']} ({wanted['how']})"
    here = [copy for copy in told.copies if files.get(copy["report"]) == wanted["report"]]
    return _best(named, [tuple(_lacks_copy(wanted, copy, files, scorer)) for copy in here], "taken for no copy")


def _lacks_copy(wanted: Row, copy: Row, files: Mapping[str, str], scorer: Scorer) -> Iterator[str]:
    if files.get(copy["of"]) != wanted["of"]:
        yield f"it repeats {files.get(copy['of'])}"
    if copy["how"] != wanted["how"]:
        yield f"it is called {copy['how']}"
    if (credited := wanted.get("credited")) and not scorer.same_name(credited, copy["credited"]):
        yield f"it credits {copy['credited']}"


def _check_skipped(wanted: str, skipped: Sequence[Row]) -> Line:
    named = [page for page in skipped if _file_of(page).name == wanted and page["reason"]]
    return Line(f"skipped with a reason: {wanted}", () if named else ("it was not skipped",))


def _accords(wanted: str, row: Row, paired: Paired, scorer: Scorer) -> bool:
    if wanted == NARRATION:
        return any(claim in paired.by_id and paired.by_id[claim]["speaker"] is None for claim in row["claims"])
    return any(scorer.same_name(wanted, name) for name in row["according_to"])


def _file_of(row: Row) -> Path:
    """Return the file that a claim, a report or a skipped page comes from."""
    return Path(str(row["origin"]).split("#", 1)[0])


def _is_place(wanted: str, place: Row | None, scorer: Scorer) -> bool:
    return place is not None and any(scorer.same_name(wanted, place.get(key)) for key in ("name", "written"))


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
