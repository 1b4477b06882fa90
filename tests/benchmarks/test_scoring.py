"""The checks across reports: each passes on what was wanted, and fails, saying why, on each single thing missing."""

from __future__ import annotations

import copy
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.ledgers import Told
from benchmarks.scoring import Line, Scorer, check, pair

Row = dict[str, Any]


def same_name(gold: str | None, name: str | None) -> bool:
    """Stand in for the shared scorer, which is not part of the repository."""
    return gold is not None and gold == name


def pair_up(gold_claims: list[Row], claims: list[Row]) -> dict[int, Row]:
    """Pair by equal words."""
    by_words = {claim["words"]: claim for claim in claims}
    return {i: by_words[gold["quote"]] for i, gold in enumerate(gold_claims) if gold["quote"] in by_words}


SCORER: Scorer = SimpleNamespace(same_name=same_name, pair_up=pair_up)  # type: ignore[assignment]

GOLD = [
    {"slug": "one", "claims": [{"id": "a", "quote": "Vell fell"}, {"id": "b", "quote": "we will go on"}]},
    {"slug": "two", "claims": [{"id": "a", "quote": "Well holds"}, {"id": "b", "quote": "we go on"}]},
]
EXPECTED: dict[str, list[Any]] = {
    "disputes": [
        {
            "place": "Vell",
            "about": "control",
            "asserting": ["one#a"],
            "denying": ["two#a"],
            "denial_kind": "flat",
            "sides_asserting": ["North"],
            "sides_denying": ["South"],
            "conceded_by": [{"speaker": "Imber", "on": "2031-05-05"}],
        }
    ],
    "utterances": [["one#b", "two#b"]],
    "same_name": [["Vell", "Well"]],
    "control": [
        {"place": "Vell", "holder": "North", "since": "2031-05-03", "according_to": "Orsa", "denied_by": "Imber"},
        {
            "place": "Vell",
            "holder": "South",
            "since": "2019",
            "according_to": "OUTLET",
            "conceded_by": "Imber",
            "conceded_on": "2031-05-05",
        },
    ],
    "copies": [{"report": "two", "of": "one", "how": "wire", "credited": "Ferry Wire"}],
    "skipped": ["broken.txt"],
}


def a_claim(id: str, origin: str, words: str, written: str | None, speaker: str | None) -> Row:  # noqa: A002
    """Make the fields of a claim that the checks look at."""
    place = {"name": "Vell", "written": written, "id": "invented:vell"} if written else None
    said_by = {"name": speaker} if speaker else None
    return {"id": id, "origin": origin, "words": words, "speaker": said_by, "event": {"place": place}}


def a_ledger() -> dict[str, list[Row]]:
    """Make what a ledger tells when all that is expected is there."""
    place = {"name": "Vell", "written": "Vell", "id": "invented:vell"}
    conceded = {"speaker": "Imber", "on": "2031-05-05T18:00:00"}
    return {
        "claims": [
            a_claim("c1", "x/one.txt", "Vell fell", "Vell", "Orsa"),
            a_claim("c2", "x/one.txt", "we will go on", None, "Orsa"),
            a_claim("c3", "x/two.jsonl#4", "Well holds", "Well", "Imber"),
            a_claim("c4", "x/two.jsonl#4", "we go on", None, "Orsa"),
            a_claim("c5", "x/two.jsonl#4", "the South took Vell", "Vell", None),
        ],
        "disputes": [
            {
                "place": place,
                "about": "control",
                "status": "conceded",
                "conceded": conceded,
                "positions": [
                    {"stance": "asserts", "claims": ["c1"], "sides": ["North"], "denial": None},
                    {"stance": "denies", "claims": ["c3"], "sides": ["South"], "denial": "flat"},
                ],
            }
        ],
        "utterances": [{"claims": ["c2", "c4"]}],
        "control": [
            {
                "place": place,
                "holder": "North",
                "since": {"from": "2031-05-03", "to": "2031-05-03"},
                "according_to": ["Orsa"],
                "denied_by": ["Imber"],
                "conceded": None,
                "claims": ["c1"],
            },
            {
                "place": place,
                "holder": "South",
                "since": {"from": "2019-01-01", "to": "2019-12-31"},
                "according_to": [],
                "denied_by": [],
                "conceded": conceded,
                "claims": ["c5"],
            },
        ],
        "copies": [{"report": "r2", "of": "r1", "how": "wire", "credited": "Ferry Wire"}],
        "reports": [{"id": "r1", "origin": "x/one.txt"}, {"id": "r2", "origin": "x/two.jsonl#4"}],
        "skipped": [{"origin": "x/broken.txt", "reason": "no text in it"}],
    }


def verdicts(rows: dict[str, list[Row]], expected: dict[str, list[Any]] = EXPECTED) -> list[Line]:
    """Check all expectations on a ledger's rows."""
    told = Told(**{name: tuple(lines) for name, lines in rows.items()})
    return list(check(expected, told, pair(GOLD, told.claims, SCORER), SCORER))


def test_all_that_is_expected_passes() -> None:
    """Every line holds on a ledger that has everything."""
    assert [line.missing for line in verdicts(a_ledger())] == [()] * 7


FAULTS = [
    (0, "one#a: not among", lambda rows: rows["disputes"][0]["positions"][0].update(claims=[])),
    (0, "sides asserting", lambda rows: rows["disputes"][0]["positions"][0].update(sides=["East", "North"])),
    (0, "sides denying", lambda rows: rows["disputes"][0]["positions"][1].update(sides=[])),
    (0, "denial", lambda rows: rows["disputes"][0]["positions"][1].update(denial="no-comment")),
    (0, "two#a: not among", lambda rows: rows["disputes"][0]["positions"][1].update(stance="asserts")),
    (0, "it is about", lambda rows: rows["disputes"][0].update(about="toll")),
    (0, "no dispute at this place", lambda rows: rows["disputes"].clear()),
    (0, "two#a: no claim was found", lambda rows: rows["claims"][2].update(words="Well fell")),
    (0, "conceded: wanted Imber", lambda rows: rows["disputes"][0].update(conceded=None)),
    (1, "no utterance", lambda rows: rows["utterances"][0].update(claims=["c2"])),
    (1, "two#b: no claim was found", lambda rows: rows["claims"][3].update(origin="x/three.txt")),
    (2, "Well: other", lambda rows: rows["claims"][2]["event"]["place"].update(id="other")),
    (2, "Well: no claim writes it", lambda rows: rows["claims"][2]["event"]["place"].update(written="Vell")),
    (2, "None", lambda rows: [c["event"]["place"].update(id=None) for c in rows["claims"] if c["event"]["place"]]),
    (3, "since", lambda rows: rows["control"][0]["since"].update(to="2031-05-04")),
    (3, "denied by nobody", lambda rows: rows["control"][0].update(denied_by=[])),
    (3, "according to Imber", lambda rows: rows["control"][0].update(according_to=["Imber"])),
    (4, "the holder is East", lambda rows: rows["control"][1].update(holder="East")),
    (4, "according to nobody", lambda rows: rows["claims"][4].update(speaker={"name": "Orsa"})),
    (
        4,
        "found Orsa on 2031-05-05",
        lambda rows: rows["control"][1].update(conceded={"speaker": "Orsa", "on": "2031-05-05"}),
    ),
    (4, "found Imber on None", lambda rows: rows["control"][1].update(conceded={"speaker": "Imber", "on": None})),
    (5, "it repeats two", lambda rows: rows["copies"][0].update(of="r2")),
    (5, "it is called part", lambda rows: rows["copies"][0].update(how="part")),
    (5, "it credits None", lambda rows: rows["copies"][0].update(credited=None)),
    (5, "taken for no copy", lambda rows: rows["copies"][0].update(report="r1")),
    (6, "not skipped", lambda rows: rows["skipped"][0].update(origin="x/other.txt")),
]


@pytest.mark.parametrize(("number", "why", "spoil"), FAULTS, ids=[f"{n}-{why}" for n, why, _ in FAULTS])
def test_each_thing_missing_fails_its_line_alone(number: int, why: str, spoil: Any) -> None:
    """One thing spoilt: its own line fails and names it, and no line passes that should not."""
    rows = copy.deepcopy(a_ledger())
    spoil(rows)
    lines = verdicts(rows)
    assert any(why in words for words in lines[number].missing), lines[number]


def test_an_unknown_day_must_stay_unknown() -> None:
    """Where the gold knows no day, a day in the ledger is a guess, and fails."""
    expected = {"control": [{**EXPECTED["control"][0], "since": None}]}
    rows = a_ledger()
    assert verdicts(rows, expected)[0].missing
    rows["control"][0]["since"] = None
    assert not verdicts(rows, expected)[0].missing


def test_two_half_right_disputes_do_not_make_a_right_one() -> None:
    """The two sides must stand in one dispute."""
    rows = a_ledger()
    both = rows["disputes"][0]
    rows["disputes"] = [{**both, "positions": [position]} for position in both["positions"]]
    assert verdicts(rows)[0].missing


def test_an_unknown_kind_of_expectation_fails() -> None:
    """Gold that nobody checks must not look like gold that holds."""
    assert verdicts(a_ledger(), {"timeline": [{}]})[0].missing
