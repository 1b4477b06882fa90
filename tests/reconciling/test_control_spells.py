"""Rows of control: their parts, claimants and days, from when until when, and what must hold of any set of claims."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
import pytest
from tellings import War

from rashomon.records import Claim, Control, Layer, Modality, Party, Polarity, Stance, When

KINDS = ("control-gain", "control-hold", "control-loss", "withdrawal")
SIDES = ("Veldoria", "Osmark")
VOICES = {"Maro": "Veldoria", "Sovik": "Veldoria", "Toft": "Osmark", "Aske": "Osmark", "Ferro": None}
PARTS = (None, None, "the airport", "80 per cent", "the northern part")


def day(row: Control) -> tuple[str | None, str | None]:
    """Return the first days of the beginning and the end of a row."""
    return (row.since.start if row.since else None, row.until.start if row.until else None)


def rows_of(war: War, holder: str) -> list[Control]:
    """Return the rows of one holder."""
    return [row for row in war.reconciled().control if row.holder == holder]


def told_at_random(seed: int, size: int = 24) -> War:
    """Return a war of claims drawn by chance, each of which names its holder."""
    dice, war = random.Random(seed), War()
    for _ in range(size):
        who = dice.choice(sorted(VOICES))
        said = f"2031-05-{dice.randint(1, 28):02}"
        war.tell(
            who,
            VOICES[who],
            dice.choice(KINDS),
            by=dice.choice(SIDES),
            to=dice.choice(SIDES),
            at=dice.choice(["Vell", "Karsk", "Vell district"]),
            part=dice.choice(PARTS),
            day=dice.choice([said, f"2031-05-{dice.randint(1, 28):02}"]),
            said=said,
            stance=dice.choice([Stance.ASSERTS, Stance.ASSERTS, Stance.CONCEDES, Stance.DENIES]),
            polarity=dice.choice([Polarity.POSITIVE, Polarity.POSITIVE, Polarity.NEGATIVE]),
            modality=dice.choice([Modality.HAPPENED, Modality.ONGOING]),
        )
    return war


def without_day(claim: Claim) -> Claim:
    """Return a claim that tells no day of its event."""
    return replace(claim, event=replace(claim.event, when=None))


# What must hold of any claims


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_claims_does_not_matter(seed: int) -> None:
    """Claims in any order give the same rows, in the same order."""
    war = told_at_random(seed)
    shuffled = random.Random(seed + 1).sample(war.claims, len(war.claims))
    assert war.reconciled(shuffled).control == war.reconciled().control


@pytest.mark.parametrize("seed", range(12))
def test_a_row_ends_no_earlier_than_it_begins(seed: int) -> None:
    """No row is over before it has begun, and neither is one claimant's telling of it."""
    for row in told_at_random(seed).reconciled().control:
        if row.since and row.until:
            assert (row.until.end or "") >= (row.since.start or "")


@pytest.mark.parametrize("seed", range(12))
def test_removing_a_report_never_adds_a_claimant(seed: int) -> None:
    """Whoever claims that somebody holds a place claims so by own words, whatever else is known."""
    war = told_at_random(seed)

    def claimants(claims: list[Claim]) -> set[tuple[str, str | None, str, str]]:
        rows = war.reconciled(claims).control
        return {(row.place.name, row.part, row.holder, who) for row in rows for who in row.according_to}

    everything = claimants(war.claims)
    for gone in war.claims:
        assert claimants([claim for claim in war.claims if claim is not gone]) <= everything


@pytest.mark.parametrize("seed", range(12))
def test_partial_stays_partial_and_a_district_is_not_its_town(seed: int) -> None:
    """Each claim of a row speaks of that very place and that very part."""
    war = told_at_random(seed)
    by_id = {claim.id: claim for claim in war.claims}
    for row in war.reconciled().control:
        for key in row.claims:
            spoken = by_id[key].event.place
            assert spoken is not None
            assert (spoken.id, spoken.part) == (row.place.id, row.part)


@pytest.mark.parametrize("seed", range(12))
def test_every_row_stands_on_its_claimants(seed: int) -> None:
    """The claimants of a row are those it is told by, with all its claims; nobody denies what he claims himself."""
    for row in told_at_random(seed).reconciled().control:
        assert tuple(claimant.name for claimant in row.claimants) == row.according_to
        assert {key for claimant in row.claimants for key in claimant.claims} == set(row.claims)
        assert not set(row.according_to) & set(row.denied_by)
        assert not set(row.claims) & set(row.denials)
        assert bool(row.denied_by) == bool(row.denials)


@pytest.mark.parametrize("seed", range(12))
def test_rows_have_ids_of_their_own(seed: int) -> None:
    """No two rows of a ledger bear one id."""
    ids = [row.id for row in told_at_random(seed, size=60).reconciled().control]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("seed", range(6))
def test_neither_side_is_favoured(seed: int) -> None:
    """Two sides that change places change places in the rows, and nothing else changes but the order."""
    turned = {"Veldoria": "Osmark", "Osmark": "Veldoria"}

    def turn(claim: Claim) -> Claim:
        event, who = claim.event, claim.speaker
        assert event.actor is not None
        assert event.target is not None
        assert who is not None
        actor, target = turned[event.actor.name], turned[event.target.name]
        event = replace(event, actor=Party(actor, actor), target=Party(target, target))
        return replace(claim, event=event, speaker=replace(who, side=turned.get(who.side or "")))

    def shown(claims: list[Claim]) -> list[tuple[object, ...]]:
        rows = war.reconciled(claims).control
        return sorted((r.place.name, r.part or "", r.holder, str(day(r)), r.according_to, r.denied_by) for r in rows)

    war = told_at_random(seed)
    expected = sorted((*row[:2], turned[str(row[2])], *row[3:]) for row in shown(war.claims))
    assert shown([turn(claim) for claim in war.claims]) == expected


def test_rows_of_an_older_ledger_still_decode() -> None:
    """What the record gained has defaults."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria")
    (row,) = war.reconciled().control
    older = msgspec.json.decode(msgspec.json.encode(row))
    for name in ("part", "layer", "claimants", "denials"):
        del older[name]
    decoded = msgspec.convert(older, Control)
    assert (decoded.part, decoded.layer, decoded.claimants, decoded.denials) == (None, None, (), ())


# From when


def test_days_that_differ_are_rows_of_their_own() -> None:
    """Taken on the 1st and taken on the 5th are two claims; a day's difference is one."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria", day="2031-05-01", said="2031-05-06")
    war.tell("Sovik", "Veldoria", by="Veldoria", day="2031-05-05", said="2031-05-06")
    war.tell("Ferro", None, by="Veldoria", day="2031-05-06")
    rows = [(day(row)[0], row.according_to) for row in war.reconciled().control]
    assert rows == [("2031-05-01", ("Maro",)), ("2031-05-05", ("Ferro", "Sovik"))]


def test_each_claimant_keeps_the_day_that_he_tells() -> None:
    """Within a row it stays known who tells which day; who tells none is given none."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria", day="2031-05-03", said="2031-05-04")
    war.tell("Sovik", "Veldoria", by="Veldoria", day="2031-05-04")
    late = without_day(war.tell("Ferro", None, by="Veldoria", said="2031-05-05"))
    (row,) = war.reconciled([*war.claims[:2], late]).control
    told = {claimant.name: claimant.since and claimant.since.start for claimant in row.claimants}
    assert told == {"Maro": "2031-05-03", "Sovik": "2031-05-04", "Ferro": None}
    assert day(row)[0] == "2031-05-03"


def test_a_taking_without_a_day_counts_from_its_announcement() -> None:
    """The row says so."""
    war = War()
    claim = without_day(war.tell("Maro", "Veldoria", by="Veldoria", said="2031-05-04"))
    (row,) = war.reconciled([claim]).control
    assert day(row) == ("2031-05-04", None)
    assert "since: the day on which it was announced" in row.because


def test_holding_tells_no_beginning_unless_it_says_since() -> None:
    """A row for "they hold it" has no beginning; one for "since 1 May" has."""
    war = War()
    war.tell("Maro", "Veldoria", "control-hold", by="Veldoria")
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", at="Karsk", day="2031-05-01", until="2031-05-07")
    rows = {row.place.name: day(row)[0] for row in war.reconciled().control}
    assert rows == {"Vell": None, "Karsk": "2031-05-01"}


def test_a_month_is_not_sharpened() -> None:
    """What was "taken in May" is a row since May; beside "on the 3rd" it is a claim of that taking."""
    war = War()
    told = war.tell("Ferro", None, by="Veldoria", said="2031-06-09")
    may = When("2031-05-01", "2031-05-31", "month")
    monthly = replace(told, event=replace(told.event, when=may))
    (row,) = war.reconciled([monthly]).control
    assert row.since == may
    war.tell("Maro", "Veldoria", by="Veldoria", day="2031-05-03")
    (row,) = war.reconciled([monthly, war.claims[1]]).control
    assert (day(row)[0], row.according_to) == ("2031-05-03", ("Ferro", "Maro"))
    assert row.claimants[0].since == may


# Until when


def test_a_withdrawal_ends_the_row_of_who_left() -> None:
    """Their own word that they left is the end, and speaks against their own interest."""
    war = War()
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", day="2031-05-01")
    war.tell("Toft", "Osmark", "withdrawal", by="Osmark", day="2031-05-04", stance=Stance.CONCEDES)
    (row,) = rows_of(war, "Osmark")
    assert day(row) == (None, "2031-05-04")
    assert row.conceded
    assert row.conceded.speaker == "Toft"
    assert row.layer is Layer.CLAIMED  # that they held it nobody else concedes


def test_a_rival_cannot_end_a_row() -> None:
    """Only who tells the row, or concedes, ends it: the rival's taking is a row beside it."""
    war = War()
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", day="2031-05-01")
    war.tell("Maro", "Veldoria", by="Veldoria", day="2031-05-03")
    assert [day(row)[1] for row in rows_of(war, "Osmark")] == [None]
    war.tell("Aske", "Osmark", "control-loss", by="Osmark", to="Veldoria", day="2031-05-03", stance=Stance.CONCEDES)
    assert [day(row)[1] for row in rows_of(war, "Osmark")] == ["2031-05-03"]


def test_one_voice_that_tells_both_holders_ends_the_first() -> None:
    """An observer who says since when one held it, and when the other took it, tells the end too."""
    war = War()
    war.tell("Ferro", None, "control-hold", by="Osmark", day="2031-04-02", until="2031-05-03", said="2031-05-03")
    war.tell("Ferro", None, by="Veldoria", day="2031-05-03")
    (row,) = rows_of(war, "Osmark")
    assert day(row) == ("2031-04-02", "2031-05-03")
    assert any("Ferro" in reason for reason in row.because)


def test_who_says_later_that_he_holds_it_has_another_row() -> None:
    """A colleague's "we hold it", said after "we left", stands beside the row that ended."""
    war = War()
    war.tell("Aske", "Osmark", "withdrawal", by="Osmark", day="2031-05-02", said="2031-05-09")
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", day="2031-05-05")
    assert sorted((str(day(row)[1]), row.according_to) for row in rows_of(war, "Osmark")) == [
        ("2031-05-02", ("Aske",)),
        ("None", ("Toft",)),
    ]


def test_who_lost_the_whole_lost_its_parts() -> None:
    """A part that was held until the whole was lost ends with it; a lost part ends nothing else."""
    war = War()
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", day="2031-05-01", part="the station")
    war.tell("Toft", "Osmark", "control-hold", by="Osmark", day="2031-05-01", at="Karsk")
    war.tell("Aske", "Osmark", "control-loss", by="Osmark", to="Veldoria", day="2031-05-04")
    war.tell("Aske", "Osmark", "control-loss", by="Osmark", to="Veldoria", day="2031-05-04", at="Karsk", part="half")
    ends = {(row.place.name, row.part): day(row)[1] for row in rows_of(war, "Osmark")}
    assert ends[("Vell", "the station")] == "2031-05-04"
    assert ends[("Karsk", None)] is None


def test_entering_counts_once_the_others_have_left() -> None:
    """That "they entered the town" is no control by itself; after the others' own word that they left it is."""
    war = War()
    war.tell("Ferro", None, "advance", by="Veldoria", day="2031-05-05", words="Veldorian troops entered Vell")
    assert war.reconciled().control == ()
    war.tell("Toft", "Osmark", "withdrawal", by="Osmark", day="2031-05-04", stance=Stance.CONCEDES)
    (row,) = rows_of(war, "Veldoria")
    assert (day(row), row.according_to) == (("2031-05-05", None), ("Ferro",))
    assert row.conceded
    assert row.layer is Layer.CONCEDED


# Who denies


def test_a_denied_loss_is_a_row_of_who_denies_it() -> None:
    """Who says "we have not lost Vell" claims to hold it, and the other denies that."""
    war = War()
    taken = war.tell("Maro", "Veldoria", by="Veldoria")
    war.tell("Toft", "Osmark", "control-loss", by="Osmark", stance=Stance.DENIES, polarity=Polarity.NEGATIVE)
    (kept,), (gained,) = rows_of(war, "Osmark"), rows_of(war, "Veldoria")
    assert (day(kept), kept.according_to, kept.denied_by) == ((None, None), ("Toft",), ("Maro",))
    assert kept.denials == (taken.id,)
    assert (gained.denied_by, gained.layer) == (("Toft",), Layer.DENIED)


def test_a_denied_capture_of_the_whole_does_not_deny_the_part() -> None:
    """Who grants the outskirts and denies the fall of the town denies the row of the town alone."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria")
    war.tell("Aske", "Osmark", "control-hold", by="Veldoria", part="the outskirts", stance=Stance.CONCEDES)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    denied = {row.part: row.denied_by for row in rows_of(war, "Veldoria")}
    assert denied["the outskirts"] == ()
    assert "Toft" in denied[None]


def test_what_lies_near_a_place_is_no_part_of_it() -> None:
    """What is held "5 km north of Vell" makes no row of Vell."""
    war = War()
    for way in ("5 km north of", "near", "towards"):
        war.tell("Maro", "Veldoria", by="Veldoria", part=way)
    assert war.reconciled().control == ()
