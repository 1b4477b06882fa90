"""Copies: a report that repeats another is found however it was touched up; an independent one never is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.lineages import lineages
from rashomon.records import Copy, Report

WIRE = """Ostravian troops entered the river town of Velm at dawn on Thursday after three days of shelling, two \
residents and a local official told our reporter by telephone.

The official, who asked not to be named because he feared reprisals, said that columns of trucks crossed the \
stone bridge shortly after five in the morning and that the flag over the grain store was taken down within the \
hour.

“We heard engines, and then it was very quiet,” said a baker who stayed behind with her mother.

The defence ministry of Karsk said its units had moved to prepared positions on the eastern bank. It gave no \
figure for its losses and did not say who now held the railway station, which both armies need in order to bring \
up fuel before the winter rains begin."""

INDEPENDENT = """The Karsk government lost Velm on Thursday, the second town to fall this month, and opposition \
deputies called for the resignation of the minister of defence.

“We heard engines, and then it was very quiet,” said a baker who stayed behind with her mother.

In the capital, hundreds queued at the main hospital to give blood. Teachers told parents to keep children at \
home. A spokesman for the president insisted that the withdrawal to the eastern bank had been ordered in good \
time, and denied that ammunition had run short. Ostravian state television showed soldiers in front of the grain \
store, but it was not possible to tell on which day the pictures had been taken."""

OTHER = """Fishermen in the southern port of Tal say that the catch has halved since the minefield was laid last \
spring. The harbour master wants a cleared channel two hundred metres wide, and has asked both navies for a chart. \
Neither has replied. Ice is expected early this year, and the cannery has sent home forty of its sixty workers."""

FILLERS = (
    "amber",
    "violin",
    "cotton",
    "ladder",
    "pepper",
    "harvest",
    "mirror",
    "candle",
    "orchard",
    "saddle",
    "velvet",
)


def report(key: str, text: str, *, published: str | None = "2031-04-10", outlet: str | None = None) -> Report:
    """Return a report with a text."""
    return Report(
        id=key,
        origin=f"reports/{key}.txt",
        sha256="0" * 64,
        text=text,
        outlet=outlet or f"The {key}",
        published=published,
    )


def changed(text: str, share: float, seed: int) -> str:
    """Return the text with a share of its words replaced, the same ones for the same seed."""
    dice = random.Random(seed)
    return " ".join(dice.choice(FILLERS) if dice.random() < share else word for word in text.split())


def pairs(copies: tuple[Copy, ...]) -> set[tuple[str, str]]:
    """Return who repeats whom."""
    return {(copy.report, copy.of) for copy in copies}


def test_the_same_text_is_a_copy_whatever_its_case_and_punctuation() -> None:
    """Case, quotation marks and line breaks make no other text."""
    again = WIRE.upper().replace("\n\n", "\n").replace("“", '"').replace("”", '"')
    found = find_copies([report("a", WIRE), report("b", again, published="2031-04-11")])
    assert [(copy.report, copy.of, copy.how, copy.score) for copy in found] == [("b", "a", "same-text", 1.0)]
    assert found[0].because


@pytest.mark.parametrize("share", [0.05, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("seed", range(8))
def test_a_text_with_up_to_three_in_ten_words_changed_is_still_a_copy(share: float, seed: int) -> None:
    """A rewrite that keeps seven words in ten is found, and its score falls below the same text's."""
    found = find_copies([report("a", WIRE), report("b", changed(WIRE, share, seed), published="2031-04-11")])
    assert [(copy.report, copy.of, copy.how) for copy in found] == [("b", "a", "near-copy")]
    assert 0 < found[0].score < 1


def test_two_rewrites_of_one_text_join_through_it() -> None:
    """Lineages fold rewrites that are too far apart to be compared with one another."""
    reports = [
        report("a", WIRE),
        *(report(f"b{seed}", changed(WIRE, 0.3, seed), published="2031-04-12") for seed in range(5)),
    ]
    assert set(lineages(reports, find_copies(reports)).values()) == {"a"}


def test_an_independent_report_of_the_same_event_is_no_copy() -> None:
    """Names and a quotation in common do not make a copy."""
    assert find_copies([report("a", WIRE), report("b", INDEPENDENT), report("c", OTHER)]) == ()


def test_a_short_report_round_a_shared_quotation_is_no_copy() -> None:
    """Even where the quotation is most of the report."""
    quotation = (
        "“Not one shell has fallen on the market since the truce, and not one soldier of ours will cross the bridge,”"
    )
    one = f"The mayor of Velm denied the reports on Friday. {quotation} he told the council, which met in a school."
    two = f"Residents say otherwise. {quotation} is what Mayor Aro Lint repeats, but windows are broken everywhere."
    assert find_copies([report("a", one), report("b", two)]) == ()


def test_a_report_that_contains_a_wire_text_is_a_part() -> None:
    """A longer report that reprints a wire among words of its own repeats it in part."""
    longer = f"{OTHER}\n\n{INDEPENDENT}\n\n{WIRE}\n\n{OTHER.swapcase()}"
    found = find_copies(
        [report("wire", WIRE), report("long", longer, published="2031-04-11"), report("x", OTHER[:150])]
    )
    assert ("long", "wire") in pairs(found)
    assert {copy.how for copy in found if copy.of == "wire"} == {"part"}


def test_an_excerpt_of_a_longer_report_is_a_part() -> None:
    """A short report taken whole from an earlier long one repeats it."""
    longer = f"{OTHER}\n\n{INDEPENDENT}\n\n{WIRE}"
    found = find_copies([report("long", longer), report("short", WIRE, published="2031-04-11")])
    assert [(copy.report, copy.of, copy.how) for copy in found] == [("short", "long", "part")]


@pytest.mark.parametrize(
    "credit",
    [
        "({})",
        "{} -",
        "({}) –",
        "{} reported on Thursday.",
        "That is according to {}.",
        "As reported by {}, it fell.",
        "Source: {}",
    ],
)
def test_a_copy_that_names_its_agency_is_a_wire(credit: str) -> None:
    """The agency that a copy names is kept beside it."""
    text = f"VELM {credit.format('Norpress')} {WIRE}"
    reports = [report("w", WIRE, outlet="Norpress"), report("b", text, published="2031-04-11")]
    found = find_copies(reports, agencies=["Norpress", "Sudpress"])
    assert [(copy.report, copy.of, copy.how, copy.credited) for copy in found] == [("b", "w", "wire", "Norpress")]


@pytest.mark.parametrize(("outlet", "short"), [("Pelican Wire", "Pelican"), ("Velm News Agency", "Velm")])
def test_an_agency_is_credited_by_its_short_name(outlet: str, short: str) -> None:
    """An outlet that is called a wire or an agency is one, and its copies name it as wires do."""
    reports = [report("w", WIRE, outlet=outlet), report("b", f"({short}) - {WIRE}", published="2031-04-11")]
    assert [(copy.how, copy.credited) for copy in find_copies(reports)] == [("wire", outlet)]


def test_an_agency_named_as_an_actor_is_no_credit() -> None:
    """A name inside another word, or merely mentioned, credits nobody."""
    text = WIRE + " Norpressing matters are discussed. The Norpress building was hit."
    found = find_copies([report("a", WIRE), report("b", text, published="2031-04-11")], agencies=["Norpress"])
    assert [(copy.how, copy.credited) for copy in found] == [("near-copy", None)]


def test_the_later_report_is_the_copy() -> None:
    """Publication decides the direction, by the clock where both give one."""
    early, late = "2031-04-10T08:00:00+02:00", "2031-04-10T07:00:00+00:00"
    found = find_copies([report("a", WIRE, published=late), report("b", changed(WIRE, 0.1, 1), published=early)])
    assert pairs(found) == {("a", "b")}


def test_of_many_copies_each_repeats_the_first_by_the_clock() -> None:
    """Not the smallest identifier of that day: the index led each copy to a few of these and no further."""
    first = report("zz", WIRE, published="2031-04-10T06:00:00+00:00")
    later = [report(f"c{hour:02}", WIRE, published=f"2031-04-10T{hour:02}:00:00+00:00") for hour in range(22, 7, -1)]
    assert {copy.report for copy in find_copies([*later, first])} == {page.id for page in later}


def test_among_equals_the_one_that_credits_is_the_copy() -> None:
    """Without a later one, the credit decides; without a credit, the identifier."""
    credited = f"As reported by The zz, this is so. {WIRE}"
    assert pairs(find_copies([report("a", credited), report("zz", WIRE)])) == {("a", "zz")}
    assert pairs(find_copies([report("a", WIRE), report("zz", WIRE)])) == {("zz", "a")}
    unknown = [report("a", credited, published=None), report("zz", WIRE)]
    assert pairs(find_copies(unknown)) == {("a", "zz")}


def test_among_equals_the_agency_is_the_origin() -> None:
    """An outlet that is an agency is not taken for a reprint of its customers."""
    reports = [report("a", WIRE), report("zz", WIRE, outlet="Norpress")]
    assert pairs(find_copies(reports, agencies=["Norpress"])) == {("a", "zz")}


def test_lineages_hold_every_report() -> None:
    """A report without copies is its own lineage; a lineage bears its smallest identifier."""
    reports = [
        report("b", WIRE),
        report("c", WIRE, published="2031-04-11"),
        report("a", OTHER),
        report("d", INDEPENDENT),
    ]
    assert lineages(reports, find_copies(reports)) == {"a": "a", "b": "b", "c": "b", "d": "d"}


def test_empty_and_tiny_texts_are_nobodys_copy() -> None:
    """Texts too short to compare are copies only where every word agrees."""
    reports = [report("a", ""), report("b", "!!!"), report("c", "Velm has fallen."), report("d", "Velm was taken.")]
    assert find_copies(reports) == ()
    assert pairs(find_copies([report("a", "Velm has fallen."), report("b", "VELM HAS FALLEN")])) == {("b", "a")}


def test_a_copy_is_named_after_its_reports() -> None:
    """The identifier is sixteen hexadecimal digits, the same on every run."""
    found = find_copies([report("a", WIRE), report("b", WIRE, published="2031-04-11")])
    assert [len(copy.id) for copy in found] == [16]
    assert found == find_copies([report("b", WIRE, published="2031-04-11"), report("a", WIRE)])


def test_the_number_of_tellings_is_recovered() -> None:
    """Outlets that copy a wire or write for themselves: lineages count the tellings, not the outlets."""
    texts = [WIRE, INDEPENDENT, OTHER]
    dice = random.Random(7)
    reports = [report(f"o{place}", text) for place, text in enumerate(texts)]
    reports += [
        report(
            f"p{place:03}", changed(dice.choice(texts[:2]), dice.choice([0, 0.1, 0.2]), place), published="2031-04-11"
        )
        for place in range(120)
    ]
    assert len(set(lineages(reports, find_copies(reports)).values())) == 3


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(8)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    """The same reports in any order give the same copies and the same lineages."""
    texts = [WIRE, changed(WIRE, 0.2, 1), INDEPENDENT, OTHER, f"{OTHER}\n\n{WIRE}", changed(WIRE, 0.3, 2), WIRE, OTHER]
    days = ["2031-04-10", "2031-04-11", None, "2031-04-10", "2031-04-12T10:00:00", "2031-04-12", "2031-04-10", None]
    reports = [
        report(f"r{place}", text, published=day) for place, (text, day) in enumerate(zip(texts, days, strict=True))
    ]
    shuffled = [reports[place] for place in order]
    assert find_copies(shuffled) == find_copies(reports)
    assert lineages(shuffled, find_copies(shuffled)) == lineages(reports, find_copies(reports))


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text(max_size=80), max_size=6), agencies=st.lists(st.text(max_size=5), max_size=3))
def test_any_texts_can_be_compared(texts: list[str], agencies: list[str]) -> None:
    """No text and no name of an agency raises, and no report repeats itself."""
    found = find_copies([report(f"r{place}", text) for place, text in enumerate(texts)], agencies=agencies)
    assert all(copy.report != copy.of and 0 < copy.score <= 1 for copy in found)
