"""Disputes: who stands where on one question, with or without a "deny"; what settles them, what takes no part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import War, stances, toll

from rashomon.records import Denial, Modality, Polarity, Stance, Status


def taken(war: War) -> None:
    """Let Veldoria claim that it took Vell on 3 May."""
    war.tell("Maro", "Veldoria", by="Veldoria", outlet="Veldor Telegraph")


def test_one_side_alone_is_no_dispute() -> None:
    """A claim that nobody answers, however often it is told, is not disputed."""
    war = War()
    for outlet in ("Isle Courier", "Harvick Post", "Veldor Telegraph"):
        war.tell("Maro", "Veldoria", by="Veldoria", outlet=outlet)
    assert war.disputes() == ()


def test_a_denial_makes_a_dispute() -> None:
    """The claim and its denial are two positions of one contested question about the place."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES, denial=Denial.FLAT, outlet="Harvick Post")
    dispute = war.dispute()
    assert dispute.status is Status.CONTESTED
    assert dispute.about == "control"
    assert "Vell" in dispute.question
    assert "3 May 2031" in dispute.question
    assert stances(dispute) == [(Stance.ASSERTS, None), (Stance.DENIES, Denial.FLAT)]
    yes, no = dispute.positions
    assert (yes.sides, yes.speakers, yes.outlets) == (("Veldoria",), ("Maro",), ("Veldor Telegraph",))
    assert (no.sides, no.speakers, no.outlets) == (("Osmark",), ("Toft",), ("Harvick Post",))


@pytest.mark.parametrize("kind", ["control-hold", "fighting"])
def test_holding_and_fighting_on_answer_a_taking(kind: str) -> None:
    """A place is not both taken and still held or fought over, even if nobody says "deny"."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", kind, by="Osmark", modality=Modality.ONGOING)
    assert stances(war.dispute()) == [(Stance.ASSERTS, None), (Stance.DENIES, Denial.COUNTER_CLAIM)]


def test_two_holders_answer_each_other() -> None:
    """Two sides that both took one place on one day dispute each other."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Osmark")
    dispute = war.dispute()
    assert dispute.status is Status.CONTESTED
    assert stances(dispute) == [(Stance.ASSERTS, None), (Stance.DENIES, Denial.COUNTER_CLAIM)]


def test_not_taking_answers_a_taking() -> None:
    """A negative proposition answers the positive one."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", polarity=Polarity.NEGATIVE)
    assert [stance for stance, _ in stances(war.dispute())] == [Stance.ASSERTS, Stance.DENIES]


def test_mutual_blame_is_a_dispute() -> None:
    """Two sides that accuse each other of one attack answer each other."""
    war = War()
    war.tell("Maro", "Veldoria", "attack", by="Osmark", to="Veldoria")
    war.tell("Toft", "Osmark", "attack", by="Veldoria", to="Osmark")
    assert stances(war.dispute()) == [(Stance.ASSERTS, None), (Stance.DENIES, Denial.COUNTER_CLAIM)]


def test_a_side_may_contradict_itself() -> None:
    """A militia that denies what its own ministry says is a dispute; positions name the speakers."""
    war = War()
    war.tell("Toft", "Osmark", by="Osmark")
    war.tell("Orsa", "Osmark", by="Osmark", stance=Stance.DENIES)
    yes, no = war.dispute().positions
    assert (yes.speakers, no.speakers) == (("Toft",), ("Orsa",))
    assert yes.sides == no.sides == ("Osmark",)


def test_a_side_may_contradict_itself_without_a_denial() -> None:
    """A militia that fights on for what its ministry says is taken disputes it, although both are of one side."""
    war = War()
    war.tell("Toft", "Osmark", by="Osmark")
    war.tell("Orsa", "Osmark", "fighting", modality=Modality.ONGOING)
    yes, no = war.dispute().positions
    assert (yes.speakers, no.speakers) == (("Toft",), ("Orsa",))


def test_a_loser_who_admits_and_one_of_the_same_side_who_fights_on() -> None:
    """Of one side one concedes the loss and another fights on: the dispute stands, and is conceded."""
    war = War()
    taken(war)
    war.tell("Aske", "Osmark", "control-loss", to="Veldoria", stance=Stance.CONCEDES, day="2031-05-04")
    war.tell("Brandel", "Osmark", "fighting", modality=Modality.ONGOING, day="2031-05-04")
    dispute = war.dispute()
    assert dispute.status is Status.CONCEDED
    assert [(p.stance, p.speakers) for p in dispute.positions] == [
        (Stance.ASSERTS, ("Aske", "Maro")),
        (Stance.DENIES, ("Brandel",)),
    ]


def test_old_and_new_takings_are_different_questions() -> None:
    """Who took a place in 2003 and who took it in 2031 are two disputes, each with its own positions."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    war.tell("Toft", "Osmark", by="Osmark", day="2003-05-08", said="2031-05-03")
    war.tell("Maro", "Veldoria", by="Osmark", day="2003-05-08", said="2031-05-03", stance=Stance.DENIES)
    old, new = war.disputes()
    assert (old.when and old.when.start, new.when and new.when.start) == ("2003-05-08", "2031-05-03")
    assert not {c for p in old.positions for c in p.claims} & {c for p in new.positions for c in p.claims}


def test_different_places_are_different_questions() -> None:
    """A denial about another place answers nothing."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", at="Karsk", stance=Stance.DENIES)
    assert war.disputes() == ()


def test_a_denial_within_a_report_goes_with_what_it_answers() -> None:
    """A bare denial has no place of its own; the claim that it answers tells the question."""
    war = War()
    taken(war)
    war.tell(
        "Toft", "Osmark", "other", at=None, day=None, said="2031-05-03", stance=Stance.DENIES, answers=war.claims[0]
    )
    assert stances(war.dispute()) == [(Stance.ASSERTS, None), (Stance.DENIES, Denial.FLAT)]


def test_a_concession_settles_with_date_and_speaker() -> None:
    """Who of the losing side said so first, and on which day."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    first = war.tell("Aske", "Osmark", "control-loss", to="Veldoria", stance=Stance.CONCEDES, day="2031-05-05")
    war.tell("Kamper", "Osmark", "control-loss", to="Veldoria", stance=Stance.CONCEDES, day="2031-05-07")
    dispute = war.dispute()
    assert dispute.status is Status.CONCEDED
    assert dispute.conceded
    assert (dispute.conceded.speaker, dispute.conceded.side, dispute.conceded.on, dispute.conceded.claim) == (
        "Aske",
        "Osmark",
        "2031-05-05",
        first.id,
    )


def test_an_admission_of_the_winner_concedes_nothing() -> None:
    """The side that claims the place does not give it away by "admitting" that it took it."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    war.tell("Sovik", "Veldoria", by="Veldoria", stance=Stance.CONCEDES)
    dispute = war.dispute()
    assert (dispute.status, dispute.conceded) == (Status.CONTESTED, None)


def test_unverified_only() -> None:
    """A claim that an outlet could not verify and that nobody denies is unverified, not contested."""
    war = War()
    taken(war)
    war.tell(None, None, by="Veldoria", stance=Stance.UNVERIFIED, denial=Denial.UNVERIFIED, answers=war.claims[0])
    dispute = war.dispute()
    assert dispute.status is Status.UNVERIFIED
    assert stances(dispute) == [(Stance.ASSERTS, None), (Stance.UNVERIFIED, Denial.UNVERIFIED)]


def test_a_denial_outweighs_an_unverified_notice() -> None:
    """With a denial beside the notice the question is contested."""
    war = War()
    taken(war)
    war.tell(None, None, by="Veldoria", stance=Stance.UNVERIFIED, denial=Denial.UNVERIFIED, answers=war.claims[0])
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    assert war.dispute().status is Status.CONTESTED


@pytest.mark.parametrize(
    ("stance", "modality"),
    [
        (Stance.PREDICTS, Modality.PLANNED),
        (Stance.WISHES, Modality.HAPPENED),
        (Stance.ASKS, Modality.HAPPENED),
        (Stance.THREATENS, Modality.PLANNED),
        (Stance.ORDERS, Modality.PLANNED),
        (Stance.ASSERTS, Modality.CONDITIONAL),
        (Stance.ASSERTS, Modality.PLANNED),
        (Stance.ASSERTS, Modality.UNKNOWN),
    ],
)
def test_what_has_not_happened_takes_no_position(stance: Stance, modality: Modality) -> None:
    """Predictions, wishes, questions, threats, orders and conditions neither make a dispute nor join one."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria", stance=stance, modality=modality)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    assert war.disputes() == ()
    taken(war)
    before = war.dispute()
    for kind in ("control-gain", "control-hold", "fighting", "control-loss"):
        war.tell("Brandel", "Osmark", kind, by="Osmark", stance=stance, modality=modality)
    assert war.dispute() == before


TOLLS = [
    ((100, 100), (200, 200), True),
    ((100, None), (None, 50), True),
    ((None, 900), (2000, None), True),
    ((100, 120), (121, 130), True),
    ((100, 120), (120, 130), False),
    ((100, None), (200, 200), False),
    ((None, 300), (200, None), False),
    ((100, 100), (100, 100), False),
    ((None, None), (100, 100), False),
]


@pytest.mark.parametrize(("one", "two", "apart"), TOLLS)
def test_tolls_that_do_not_meet(
    one: tuple[int | None, int | None], two: tuple[int | None, int | None], apart: bool
) -> None:
    """Two sides' figures for one toll dispute each other if their intervals do not meet, and only then."""
    for first, second in ((one, two), (two, one)):
        war = War()
        war.tell("Maro", "Veldoria", "casualties", to="Osmark", figures=(toll(*first),))
        war.tell("Toft", "Osmark", "casualties", to="Osmark", figures=(toll(*second),))
        assert bool(war.disputes()) is apart


@pytest.mark.parametrize(
    ("other", "to"),
    [
        (toll(500, 500, what="wounded"), "Osmark"),
        (toll(500, 500, of="civilians"), "Osmark"),
        (toll(500, 500), "Veldoria"),
    ],
)
def test_tolls_of_different_things_do_not_meet_at_all(other: object, to: str) -> None:
    """Killed and wounded, soldiers and civilians, one side's dead and the other's are not one toll."""
    war = War()
    war.tell("Maro", "Veldoria", "casualties", to="Osmark", figures=(toll(100, 100),))
    war.tell("Toft", "Osmark", "casualties", to=to, figures=(other,))  # type: ignore[arg-type]
    assert war.disputes() == ()


def test_a_toll_that_grows_is_no_dispute_of_a_speaker_with_himself() -> None:
    """The same side gives a higher figure later: nobody contradicts anybody."""
    war = War()
    war.tell("Maro", "Veldoria", "casualties", to="Veldoria", figures=(toll(13, 13),))
    war.tell("Maro", "Veldoria", "casualties", to="Veldoria", figures=(toll(14, 14),), day="2031-05-04")
    assert war.disputes() == ()


def test_no_comment_alone_is_no_dispute_of_its_own() -> None:
    """A refusal to comment joins the question that it was asked, and does not make it contested."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DECLINES, denial=Denial.NO_COMMENT, answers=war.claims[0])
    assert all(dispute.status is not Status.CONTESTED for dispute in war.disputes())


def test_positions_name_the_side_of_an_outlet_that_tells_in_its_own_voice() -> None:
    """Narration of an outlet of a side stands for that side; of another outlet for none."""
    war = War()
    war.tell(None, None, by="Veldoria", outlet="Veldor Telegraph")
    war.tell(None, None, by="Veldoria", outlet="Isle Courier")
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    yes = war.dispute().positions[0]
    assert yes.sides == ("Veldoria",)
    assert yes.outlets == ("Isle Courier", "Veldor Telegraph")
    assert yes.speakers == ()


DAYS = st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-03", "2031-05-04", "2031-05-05"])
VOICES = st.sampled_from(
    [
        ("Maro", "Veldoria"),
        ("Sovik", "Veldoria"),
        ("Toft", "Osmark"),
        ("Brandel", "Osmark"),
        ("Lint", None),
        (None, None),
    ]
)
ROWS = st.lists(
    st.tuples(
        VOICES,
        st.sampled_from(["control-gain", "control-loss", "control-hold", "fighting", "attack", "withdrawal"]),
        DAYS,
        st.sampled_from([None, "Veldoria", "Osmark"]),
        st.sampled_from(list(Stance)),
        st.sampled_from(sorted({"Isle Courier", "Harvick Post", "Veldor Telegraph"})),
        st.sampled_from([None, "Telegram", "Facebook"]),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_positions_and_disputes_stand_in_order(rows: list[tuple[object, ...]]) -> None:
    """Disputes and positions by time; sides, speakers, outlets and channels by alphabet; no position is empty."""
    war = War()
    for (who, side), kind, day, by, stance, outlet, channel in rows:  # type: ignore[misc]
        war.tell(who, side, kind, day=day, by=by, stance=stance, outlet=outlet, channel=channel)
    disputes = war.disputes()
    firsts = [dispute.when.start if dispute.when else None for dispute in disputes]
    assert firsts == sorted(firsts, key=lambda day: day or "9999")
    told = {claim.id: claim for claim in war.claims}
    for dispute in disputes:
        assert len(dispute.positions) >= 2
        assert dispute.status is not Status.UNCONTESTED
        assert [p.first for p in dispute.positions] == sorted(p.first or "9999" for p in dispute.positions)
        assert any(position.stance is Stance.ASSERTS for position in dispute.positions)
        assert len(set(stances(dispute))) == len(dispute.positions)
        for position in dispute.positions:
            claims = [told[key] for key in position.claims]
            assert claims
            assert len(set(position.claims)) == len(claims)
            for listed in (position.sides, position.speakers, position.outlets, position.channels):
                assert list(listed) == sorted(set(listed))
            assert set(position.speakers) == {c.speaker.name for c in claims if c.speaker}
            assert set(position.outlets) == {c.outlet for c in claims}
            days = [c.said_on.start for c in claims if c.said_on]
            assert (position.first, position.last) == (min(days), max(days))
            assert days == sorted(days)
            assert 1 <= position.lineages <= len({c.report for c in claims})


def test_a_claim_stands_in_one_position_of_a_dispute() -> None:
    """Whoever says several things about a place stands by each of them once."""
    war = War()
    taken(war)
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    war.tell("Toft", "Osmark", "fighting", modality=Modality.ONGOING)
    war.tell("Toft", "Osmark", "control-hold", by="Osmark")
    keys = [key for position in war.dispute().positions for key in position.claims]
    assert len(keys) == len(set(keys)) == 4


def test_who_took_a_part_is_not_said_to_have_taken_the_whole() -> None:
    """The words of a position name the part that all its claims name, and the whole once anybody claims it."""
    war = War()
    war.tell("Maro", "Veldoria", "control-gain", at="Vell", by="Veldoria", part="the airport")
    war.tell("Toft", "Osmark", "control-gain", at="Vell", by="Veldoria", stance=Stance.DENIES)
    assert war.dispute().positions[0].proposition == "Veldoria took the airport, Vell"
    war.tell("Sova", "Veldoria", "control-gain", at="Vell", by="Veldoria")
    assert war.dispute().positions[0].proposition == "Veldoria took Vell"
