"""Rewrites and cited claims: what a report takes over by name is found; what merely names an outlet is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from factory import claim, report, speaker
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling.copies import find_copies
from rashomon.reconciling.lineages import (
    Telling,
    count_independent,
    first_published,
    lineages,
    tellings,
)
from rashomon.records import Claim, Copy, Report

# Each: a report of an outlet, and a rewrite of it by another that names it. The texts stand as they were first written;
# the first two were looked at while the rules were made, the others were only tested.
REWRITES = [
    (
        """The bridge at Tarn was closed to lorries on Monday after a crack was found in its western pier, the river
authority said. Buses may still cross, one at a time. Engineers expect the repairs to last eleven days. "We
would rather lose a fortnight than a bus," said the head of the authority, Mira Tolk. Veldor's army, which
brings its fuel over the bridge, did not say whether its columns would use the ford at Ost.""",
        """Whoever drives a truck has had to turn back at Tarn since Monday: a pier on the west bank is cracked, Pelican
reports. A single bus at a time is let across. Eleven days are planned for the work, and Mira Tolk, who leads
the river authority, would sooner give up two weeks than one bus. If the army of Veldor will take its fuel
through the ford near Ost instead, it would not tell.""",
    ),
    (
        """Nine fishermen from Lunn are missing since their trawler struck a mine on Sunday night, the harbour master
said. The boat, the Gerda, had left port in spite of a warning. Osmark's navy sent a helicopter and two
cutters; fog forced them to return at noon. The mine had been laid in spring by Veldoria, the navy said;
Veldoria's fleet denied that it had ever mined those waters.""",
        """Fog ended the search for the crew of the Gerda on Monday at midday, according to Pelican. A helicopter and a
pair of cutters of the navy of Osmark went back to port. The nine men from Lunn had sailed although they were
warned, the harbour master told the agency, and ran onto a mine in the night. Osmark's navy says that Veldoria
put it there in spring. The Veldorian fleet says that it never laid mines in these waters.""",
    ),
    (
        """The governor of Harm ordered all schools shut from Thursday because shells had fallen on two of them.
Fourteen children were hurt, none badly, doctors at the district hospital told Pelican. Corvia blamed the Drevian
battery on the Kost heights. A Drevian officer said that his guns had been silent all week. Lessons will be
given by radio until the end of the month, the governor said.""",
        """Pupils in Harm will learn by radio this month: from Thursday their schools stay closed by order of the
governor, the Pelican agency writes. Two of the buildings were hit by shells. Doctors counted fourteen injured
children, and no serious case. The guns on the heights of Kost fired, says Corvia; they were quiet throughout
the week, says an officer from Drevia.""",
    ),
    (
        """Bread is being rationed in Melk at 300 grams a head, the mayor announced on Tuesday, since the mill lost its
electricity. Drones had struck the transformer on Friday. The mayor said that flour would last until the
tenth. Trucks with a mobile generator are stuck at the Corvian checkpoint of Drin, where drivers were told
that the papers lacked a stamp. The checkpoint's commander could not be reached.""",
        """A missing stamp keeps the lights off in Melk. At the checkpoint of Drin, which Corvia runs, lorries carrying
a generator are waiting, reports Pelican; nobody could get hold of the commander. Drones had hit the mill's
transformer on Friday, and without power it cannot grind. Every inhabitant gets 300 grams of bread since
Tuesday, and by the tenth the flour will be used up, according to the mayor.""",
    ),
]

# Independent reports on the same events that name the agency for nothing, or for one thing.
INDEPENDENT = [
    """Our reporter stood for an hour at the Tarn bridge on Tuesday and saw no bus. Taxi drivers charge triple for
the way round by Ost. The pier has been crumbling for years, says a retired mason who helped to build it, and
nobody listened to him. Photographs by Pelican hang in the window of the kiosk. Soldiers of Veldor wave
pedestrians through.""",
    """In the chapel of Lunn there are nine candles. The wife of the skipper says that he had no choice, for the bank
wanted its money. Pelican has its office across the street. Nobody here asks who laid the mine, she says; they
ask who will pay for the boat. On Wednesday the village council meets to open a fund.""",
    """Teachers in Harm have packed the library into a cellar. They complain that the order came at night and by
telephone. One of them, who reads Pelican every morning, wants to teach in the open, under the plane trees,
out of spite. The district hospital asks for blankets.""",
    """The baker of Melk has a pedal and a sieve. He grinds by hand what his neighbours bring him, and a Pelican
photographer comes to look. Whoever wants a loaf has to turn the wheel for ten minutes. The mayor has turned
it too.""",
]


def wire(text: str) -> Report:
    """Return a report of the agency."""
    return report(text, outlet="Pelican Wire", published="2031-05-03T08:00:00")


def later(text: str, *, outlet: str = "Morning Ferry", published: str = "2031-05-04T08:00:00") -> Report:
    """Return a later report of another outlet."""
    return report(text, outlet=outlet, published=published)


@pytest.mark.parametrize("which", range(len(REWRITES)))
def test_a_rewrite_that_names_its_outlet_is_found(which: int) -> None:
    """Other words, another order and a credit: the later report is the rewrite, and both are one lineage."""
    first, second = wire(REWRITES[which][0]), later(REWRITES[which][1])
    others = [wire(one) for one, _ in REWRITES if one != first.text]
    (copy,) = find_copies([second, *others, first])
    assert (copy.report, copy.of, copy.how, copy.credited) == (second.id, first.id, "rewrite", "Pelican Wire")
    assert copy.first == first.id
    assert len(set(lineages([first, second], [copy]).values())) == 1


@pytest.mark.parametrize("which", range(len(REWRITES)))
def test_a_rewrite_without_a_credit_is_no_copy(which: int) -> None:
    """Two reporters may hear the same from the same people: without a credit the words have to show it."""
    silent = later(REWRITES[which][1].replace("Pelican", "Heron"))
    assert find_copies([wire(REWRITES[which][0]), silent]) == ()


@pytest.mark.parametrize("which", range(len(REWRITES)))
def test_an_independent_report_that_names_the_agency_is_no_rewrite(which: int) -> None:
    """A name in passing credits nobody."""
    assert find_copies([wire(REWRITES[which][0]), later(INDEPENDENT[which])]) == ()


def test_a_rewrite_is_not_looked_for_after_a_week() -> None:
    """What an agency told long ago is background."""
    late = later(REWRITES[0][1], published="2031-05-12")
    assert all(copy.how != "rewrite" for copy in find_copies([wire(REWRITES[0][0]), late]))


OWN = (
    """Rain has washed out the road to Ost, and the ferry runs once a day. Eggs cost twice what they cost in March. """
)
CITED = "Eleven days will pass before a lorry crosses the bridge of Tarn again, Pelican reported. "


def cites(sentence: str = CITED, **given: Any) -> tuple[Report, list[Claim]]:
    """Return a report of its own that cites one claim, and both of its claims."""
    page = later(OWN + sentence + "The market stays open.", **given)
    own = claim("the ferry runs once a day", within=page, speaker=None)
    taken = claim(sentence.partition(",")[0], within=page, speaker=speaker("Pelican Wire"))
    return page, [own, taken]


def test_a_cited_claim_is_folded_and_its_report_is_not() -> None:
    """What "X reported" takes over is the agency's telling, the rest of the report is its own."""
    first = wire(REWRITES[0][0])
    told = claim("Engineers expect the repairs to last eleven days", within=first, speaker=speaker("Engineers"))
    page, (own, taken) = cites()
    (copy,) = find_copies([page, first], claims=[told, own, taken])
    assert (copy.report, copy.of, copy.how, copy.credited) == (page.id, first.id, "citing", "Pelican Wire")
    assert [key for key, _ in copy.claims] == [taken.id]
    lineage = lineages([page, first], [copy])
    assert len(set(lineage.values())) == 2
    by = tellings([told, own, taken], [copy], lineage)
    assert by[taken.id].lineage == by[told.id].lineage != by[own.id].lineage
    assert count_independent([by[told.id], by[taken.id]]) == 1
    assert count_independent([by[told.id], by[own.id]]) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        CITED,
        "Eleven days will pass before a lorry crosses, according to the Pelican agency. ",
        "Eleven days will pass before a lorry crosses, Mira Tolk told Pelican. ",
        "Eleven days will pass before a lorry crosses, the Harvick Post wrote, citing Pelican. ",
    ],
)
def test_a_credit_is_kept_where_the_cited_report_is_not_at_hand(sentence: str) -> None:
    """Two outlets that cite one agency for a claim are one telling of it, though nobody has the agency's report."""
    one, (_, first) = cites(sentence)
    two = later("Fuel is short. Not before eleven days will a lorry cross, Pelican reported.", outlet="Isle Courier")
    second = claim("Not before eleven days will a lorry cross", within=two, speaker=speaker("Pelican"))
    claims = [first, second]
    copies = find_copies([one, two], claims=claims, agencies=["Pelican"])
    assert {(copy.report, copy.of, copy.how, copy.credited) for copy in copies} >= {
        (one.id, None, "citing", "Pelican"),
        (two.id, None, "citing", "Pelican"),
    }
    lineage = lineages([one, two], copies)
    assert count_independent(tellings(claims, copies, lineage).values()) == 1
    assert len(set(lineage.values())) == 2


def test_a_report_that_is_credited_as_a_whole_is_the_agencys() -> None:
    """With "(Pelican) -" at the head every claim is the agency's telling, also where its own report is not at hand."""
    page = later(f"TARN, 3 May (Pelican) - {OWN}")
    own = claim("the ferry runs once a day", within=page)
    (copy,) = find_copies([page], claims=[own], agencies=["Pelican"])
    assert (copy.of, copy.how, copy.credited, copy.claims) == (None, "wire", "Pelican", ((own.id, None),))
    assert tellings([own], [copy], lineages([page], [copy]))[own.id].outlet == "Pelican"


def test_an_outlet_does_not_cite_itself() -> None:
    """What the mayor told the Ferry is, in the Ferry, its own reporting."""
    page = later(OWN + "Eleven days will pass, the mayor told the Morning Ferry.")
    assert find_copies([page, later(REWRITES[0][0], published="2031-05-01")]) == ()


def test_a_chain_of_citing_goes_back_to_its_first_link() -> None:
    """C cites B, and B cites A: the claim of C is a telling of A."""
    keys = {name: claim(within=report(f"{name} says: Vell has fallen", outlet=name)) for name in "ABC"}
    copies = [
        Copy("1", keys["C"].report, keys["B"].report, "citing", 0.9, (), "B", ((keys["C"].id, keys["B"].id),)),
        Copy("2", keys["B"].report, keys["A"].report, "citing", 0.9, (), "A", ((keys["B"].id, keys["A"].id),)),
    ]
    told = tellings(list(keys.values()), copies, {})
    assert set(told.values()) == {Telling(keys["A"].report, "A")}


def test_a_ring_of_citing_ends() -> None:
    """Two reports that cite each other are followed no further than once round."""
    one, two = (claim(within=report(f"{name} says: Vell has fallen", outlet=name)) for name in "AB")
    copies = [
        Copy("1", one.report, two.report, "citing", 0.9, (), "B", ((one.id, two.id),)),
        Copy("2", two.report, one.report, "citing", 0.9, (), "A", ((two.id, one.id),)),
    ]
    assert set(tellings([one, two], copies, {})) == {one.id, two.id}


def test_the_first_publisher_of_a_lineage_is_known() -> None:
    """By the clock, whatever the identifiers; an undated report is never the first of dated ones."""
    pages = [
        report("one", published=None),
        report("two", published="2031-05-03T09:00:00+02:00"),
        report("three", published="2031-05-03T08:00:00+00:00"),
    ]
    assert first_published(pages, {page.id: "all" for page in pages}) == {"all": pages[1].id}


@settings(max_examples=20, deadline=None)
@given(dice=st.randoms(use_true_random=False))
def test_the_order_of_reports_and_claims_does_not_matter(dice: Any) -> None:
    """Rewrites, independent reports and a citing one, in any order, give the same copies and lineages."""
    page, claims = cites()
    pages = [
        *(wire(one) for one, _ in REWRITES),
        *(later(two) for _, two in REWRITES),
        *map(later, INDEPENDENT),
        page,
    ]
    once = find_copies(pages, claims=claims)
    assert {copy.how for copy in once} == {"rewrite", "citing"}
    dice.shuffle(pages)
    dice.shuffle(claims)
    assert find_copies(pages, claims=claims) == once
    assert lineages(pages, find_copies(pages, claims=claims)) == lineages(pages, once)


@pytest.mark.parametrize("count", [1, 40])
def test_a_flood_of_citing_adds_no_support(count: int) -> None:
    """However many outlets cite one claim of an agency, it is told once."""
    first = wire(REWRITES[0][0])
    told = claim("Engineers expect the repairs to last eleven days", within=first, speaker=speaker("Engineers"))
    cited = [cites(outlet=f"Mirror {number}") for number in range(count)]
    pages = [replace(page, id=f"mirror {number}") for number, (page, _) in enumerate(cited)]
    taken = [replace(those[1], id=f"taken {n}", report=f"mirror {n}") for n, (_, those) in enumerate(cited)]
    copies = find_copies([first, *pages], claims=[told, *taken])
    by = tellings([told, *taken], copies, lineages([first, *pages], copies))
    assert count_independent(by.values()) == 1
