"""The life of a dispute: who claimed, repeated, denied, conceded, withdrew and claimed it anew, and who fell silent."""

from __future__ import annotations

import random
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import War

from rashomon.ledger.contents import decode, encode
from rashomon.records import Claim, Deed, Dispute, Stance

ROWS = st.lists(
    st.tuples(
        st.sampled_from(
            [("Maro", "Veldoria"), ("Sovik", "Veldoria"), ("Toft", "Osmark"), ("Lint", None), (None, None)]
        ),
        st.sampled_from([Stance.ASSERTS, Stance.DENIES, Stance.CONCEDES, Stance.DOUBTS]),
        st.sampled_from(["2031-05-03", "2031-05-04", "2031-05-09", "2031-05-29"]),
        st.sampled_from(["Vell", "Karsk"]),
    ),
    min_size=2,
    max_size=9,
)


def took(war: War, who: str | None, side: str | None, stance: Stance = Stance.ASSERTS, **given: object) -> Claim:
    """Let somebody say or deny that Veldoria took Vell on 3 May."""
    said = given.pop("said", "2031-05-03")
    kind = "control-loss" if stance is Stance.CONCEDES else "control-gain"
    to = {"to": "Veldoria"} if stance is Stance.CONCEDES else {"by": "Veldoria"}
    return war.tell(who, side, kind, stance=stance, said=said, **to, **given)  # type: ignore[arg-type]


def war_of(rows: list[tuple]) -> War:  # type: ignore[type-arg]
    """Make a war of rows."""
    war = War()
    for (who, side), stance, said, at in rows:
        took(war, who, side, stance, said=said, at=at)
    return war


def lived(dispute: Dispute) -> list[tuple[str | None, Deed, str | None]]:
    """Return day, deed and who of each moment; a side for who is silent, an outlet for its own voice."""
    return [(each.on, each.what, each.who or (each.side or each.outlet)) for each in dispute.life]


def test_claimed_repeated_denied_and_conceded() -> None:
    """Each voice stands once, on the day of its first word; the concession ends what its side has to say."""
    war = War()
    took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES)
    took(war, "Sovik", "Veldoria", said="2031-05-04")
    took(war, "Sovik", "Veldoria", said="2031-05-05")
    took(war, "Aske", "Osmark", Stance.CONCEDES, said="2031-05-06")
    assert lived(war.dispute()) == [
        ("2031-05-03", Deed.CLAIMED, "Maro"),
        ("2031-05-03", Deed.DENIED, "Toft"),
        ("2031-05-04", Deed.REPEATED, "Sovik"),
        ("2031-05-06", Deed.CONCEDED, "Aske"),
    ]


def test_withdrawn_and_claimed_anew() -> None:
    """Who said it and later denies it has withdrawn it; said once more, it is claimed anew."""
    war = War()
    took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES)
    took(war, "Maro", "Veldoria", Stance.DENIES, said="2031-05-05")
    took(war, "Maro", "Veldoria", said="2031-05-07")
    deeds = [(on, what) for on, what, who in lived(war.dispute()) if who == "Maro"]
    assert deeds == [
        ("2031-05-03", Deed.CLAIMED),
        ("2031-05-05", Deed.WITHDRAWN),
        ("2031-05-07", Deed.RECLAIMED),
    ]


def test_an_outlet_that_corrects_itself_withdraws() -> None:
    """A paper that told of the fall in its own voice and denies it two days later has withdrawn; another has denied."""
    war = War()
    took(war, None, None, outlet="Harvick Post")
    took(war, None, None, Stance.DENIES, outlet="Morning Ferry", said="2031-05-04")
    took(war, None, None, Stance.DENIES, outlet="Harvick Post", said="2031-05-05")
    assert [(each.what, each.outlet) for each in war.dispute().life] == [
        (Deed.CLAIMED, "Harvick Post"),
        (Deed.DENIED, "Morning Ferry"),
        (Deed.WITHDRAWN, "Harvick Post"),
    ]


def test_a_no_and_a_yes_in_one_report_are_no_withdrawal() -> None:
    """“We took the town, not the fort”: what is denied in the same breath takes nothing back."""
    war = War()
    first = took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES)
    took(war, "Maro", "Veldoria", Stance.DENIES, within=war.reports[0], words=war.reports[0].text.split()[3])
    assert first.report == war.claims[-1].report
    assert Deed.WITHDRAWN not in {each.what for each in war.dispute().life}


@pytest.mark.parametrize(("later", "silent"), [("2031-05-20", []), ("2031-06-20", ["Osmark", "Veldoria"])])
def test_who_says_nothing_while_others_speak_of_the_place_is_silent(later: str, silent: list[str]) -> None:
    """Three weeks without a word of a side, while the place is spoken of, are a silence; a shorter while is none."""
    war = War()
    took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES, said="2031-05-04")
    war.tell("Lint", None, "aid", day=later)
    life = war.dispute().life
    assert [each.side for each in life if each.what is Deed.SILENT] == sorted(silent, reverse=True)


def test_who_conceded_is_not_called_silent() -> None:
    """A side that gave the point away has nothing more to say."""
    war = War()
    took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES)
    took(war, "Aske", "Osmark", Stance.CONCEDES, said="2031-05-06")
    war.tell("Lint", None, "aid", day="2031-07-20")
    assert [each.side for each in war.dispute().life if each.what is Deed.SILENT] == ["Veldoria"]


@given(ROWS, st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_claims_does_not_matter(rows: list[tuple], dice: random.Random) -> None:  # type: ignore[type-arg]
    """Any order of claims gives the same lives, in the order of time, each at most once claimed."""
    war = war_of(rows)
    claims = list(war.claims)
    dice.shuffle(claims)
    found = war.disputes()
    assert [each.life for each in war.reconciled(claims).disputes] == [each.life for each in found]
    for dispute in found:
        spoken = [each for each in dispute.life if each.what is not Deed.SILENT]
        assert [each.on for each in spoken] == sorted(each.on or "" for each in spoken)
        assert sum(each.what is Deed.CLAIMED for each in spoken) <= 1
        told = {claim for position in dispute.positions for claim in position.claims}
        assert {each.claim for each in dispute.life} <= told


@given(ROWS, st.data())
@settings(max_examples=40, deadline=None)
def test_a_copy_repeats_nothing(rows: list[tuple], data: st.DataObject) -> None:  # type: ignore[type-arg]
    """A reprint by another outlet adds no moment, whoever speaks in it."""
    war = war_of(rows)
    page, claim = data.draw(st.sampled_from(list(zip(war.reports, war.claims, strict=True))))
    again = replace(page, id=f"{page.id}~", origin="again.txt", outlet="Mirror", published=f"{page.published}T23:00")
    copied = replace(claim, id=f"{claim.id}~", report=again.id, outlet="Mirror", published=again.published)
    before = {dispute.id: lived(dispute) for dispute in war.disputes()}
    after = {d.id: lived(d) for d in war.reconciled([*war.claims, copied], [*war.reports, again]).disputes}
    assert after == before


def test_a_dispute_of_an_older_ledger_has_no_life_yet() -> None:
    """A record that was written before the field was known still decodes."""
    war = War()
    took(war, "Maro", "Veldoria")
    took(war, "Toft", "Osmark", Stance.DENIES)
    content = msgspec.json.decode(encode(war.dispute()))
    assert content.pop("life")
    older = decode("dispute", msgspec.json.encode(content).decode())
    assert isinstance(older, Dispute)
    assert older.life == ()
    assert replace(war.dispute(), life=()) == older
