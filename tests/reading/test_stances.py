"""What a speaker does with an event: our own sentences for each stance and each way of denying in DESIGN.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from rashomon.records import Denial, Stance

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


class Row(NamedTuple):
    """A text, a piece of it that some claim holds, and the stance of every claim that holds it."""

    text: str
    piece: str
    stance: Stance
    denial: Denial | None = None


def row(stance: Stance, text: str, piece: str, denial: Denial | None = None, *, weak: str = "") -> Any:
    """Make a row of the table; `weak` says why the program is known to miss it."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(Row(text, piece, stance, denial), id=f"{denial or stance}: {text[-60:]}", marks=marks)


ASSERTS = [
    row(Stance.ASSERTS, "Veldorian troops took Kestrin at dawn.", "took Kestrin"),
    row(Stance.ASSERTS, "President Maro said that his troops had taken Kestrin.", "had taken Kestrin"),
    row(Stance.ASSERTS, "“Kestrin has come back to us,” President Maro declared.", "come back to us"),
    row(Stance.DENIES, "None of our strikes was in Kestrin, the Osmark army said.", "None of our strikes"),
    row(Stance.ASSERTS, "Osmark claims to have shot down two drones.", "shot down two drones"),
    row(Stance.ASSERTS, "According to the governor, 23 people were killed in the market.", "23 people were killed"),
    row(Stance.ASSERTS, "The Osmark Defence Ministry confirmed that a jet had been lost.", "a jet had been lost"),
    row(
        Stance.ASSERTS,
        "General Brandel did not deny that his men had entered the village. The battle goes on, he said.",
        "The battle goes on",
    ),
    row(
        Stance.ASSERTS,
        "“We have not lost a single gun and the enemy has left the bridge,” General Brandel said.",
        "the enemy has left the bridge",
    ),
    row(Stance.ASSERTS, "The army warned that mines had been laid on the road.", "mines had been laid"),
    row(Stance.ASSERTS, "Osmark accused Veldoria of shelling the hospital in Mirhavn.", "shelling the hospital"),
]
DENIES = [
    row(Stance.DENIES, "Osmark denied that Kestra had fallen.", "Kestra had fallen", Denial.FLAT),
    row(Stance.DENIES, "Osmark denies shelling the market in Bressin.", "shelling the market", Denial.FLAT),
    row(Stance.DENIES, "Veldoria said on Friday it had taken Kestrin. Osmark denied it.", "denied it", Denial.FLAT),
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. “There is not a word of truth in it,” said Runa Toft.",
        "a word of truth",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. The ministry called the claim a fabrication.",
        "a fabrication",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. “This is a lie,” the general said.",
        "This is a lie",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. The claim was denied by the Osmark Defence Ministry.",
        "The claim was denied",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "Osmark rejected the report that its soldiers had surrendered.",
        "its soldiers had surrendered",
        Denial.FLAT,
    ),
    row(Stance.DENIES, "No Osmark soldier has surrendered, Runa Toft said.", "has surrendered", Denial.FLAT),
    row(
        Stance.DENIES,
        "“Our guns did not fire on Bressin,” General Brandel said.",
        "did not fire on Bressin",
        Denial.FLAT,
    ),
    row(Stance.DENIES, "“Kestra has not been captured,” the spokeswoman said.", "has not been captured", Denial.FLAT),
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. The announcement, Toft said, was nonsense.",
        "nonsense",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES, "Osmark refuted the claim that it had broken the truce.", "it had broken the truce", Denial.FLAT
    ),
    row(
        Stance.DENIES,
        "Osmark never attacked the village, the ministry insisted.",
        "never attacked the village",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "The general said that the ministry's report of a withdrawal was false.",
        "was false",
        Denial.FLAT,
    ),
    row(
        Stance.DENIES,
        "The claim of the capture of Mirov does not correspond to reality, Toft said.",
        "does not correspond to reality",
        Denial.FLAT,
    ),
]
EVIDENCE = [
    row(
        Stance.DENIES,
        "Veldoria said it had taken Kestrin. The video is old and was filmed elsewhere, Toft said.",
        "filmed elsewhere",
        Denial.ATTACK_ON_EVIDENCE,
    ),
    row(
        Stance.DENIES,
        "Veldoria said it had shot down a jet. The photographs were staged, the ministry said.",
        "were staged",
        Denial.ATTACK_ON_EVIDENCE,
    ),
    row(
        Stance.DENIES,
        "Osmark dismissed the footage of the captured pilot as doctored.",
        "the footage of the captured pilot",
        Denial.ATTACK_ON_EVIDENCE,
    ),
    row(
        Stance.DENIES,
        "Veldoria says its flag flies over Kestrin. “The picture is fake,” said General Brandel.",
        "The picture is fake",
        Denial.ATTACK_ON_EVIDENCE,
    ),
]
RE_DATING = [
    row(
        Stance.DENIES,
        "Osmark denied that Mirhavn was stormed on Sunday: the town had been left days earlier.",
        "had been left days earlier",
        Denial.RE_DATING,
    ),
    row(
        Stance.DENIES,
        "Osmark denied that the jet had been lost on Friday, saying it had crashed weeks earlier.",
        "had been lost on Friday",
        Denial.RE_DATING,
        weak="the way of a denial is sought in its own clause only",
    ),
    row(
        Stance.DENIES,
        "Toft rejected the report of the loss of the village, which had already fallen in March.",
        "the loss of the village",
        Denial.RE_DATING,
    ),
    row(
        Stance.DENIES,
        "The general denied that the village was taken on Sunday; it was lost two weeks ago, he said.",
        "was taken on Sunday",
        Denial.RE_DATING,
        weak="the way of a denial is sought in its own clause only",
    ),
]
PARTIAL = [
    row(
        Stance.CONCEDES,
        "General Brandel admitted that Veldorian soldiers had entered the outskirts of Kestra.",
        "entered the outskirts",
        Denial.PARTIAL_CONCESSION,
    ),
    row(
        Stance.CONCEDES,
        "“They hold only a few streets there,” wrote General Brandel of the Lethe Guard.",
        "hold only a few streets",
        Denial.PARTIAL_CONCESSION,
    ),
    row(
        Stance.CONCEDES,
        "Osmark's Defence Ministry acknowledged that the enemy had taken some positions, but not the pass itself.",
        "taken some positions",
        Denial.PARTIAL_CONCESSION,
    ),
    row(
        Stance.DENIES,
        "Osmark denied that Kestra had fallen, admitting only the loss of part of the city.",
        "Kestra had fallen",
        Denial.PARTIAL_CONCESSION,
    ),
    row(
        Stance.DENIES,
        "Osmark denied that the whole of Kestra had fallen: only part of the city was lost, it said.",
        "the whole of Kestra had fallen",
        Denial.PARTIAL_CONCESSION,
    ),
]
NON_DENIAL = [
    row(
        Stance.DECLINES,
        "Kestra has fallen, Veldoria said. Osmark would neither confirm nor deny the loss of the city.",
        "neither confirm nor deny",
        Denial.NON_DENIAL,
    ),
    row(
        Stance.DECLINES,
        "Veldoria said that the city had fallen. Osmark did not deny it.",
        "did not deny it",
        Denial.NON_DENIAL,
    ),
    row(
        Stance.DECLINES,
        "Osmark says it has taken the pass. Veldoria has not confirmed the loss.",
        "not confirmed the loss",
        Denial.NON_DENIAL,
    ),
    row(
        Stance.DECLINES,
        "Osmark says it has taken the pass. The ministry declined to confirm or deny the report.",
        "declined to confirm or deny",
        Denial.NON_DENIAL,
    ),
]
NO_COMMENT = [
    row(
        Stance.DECLINES,
        "Veldoria said 40 fighters had surrendered. The Lethe Guard declined to comment.",
        "declined to comment",
        Denial.NO_COMMENT,
    ),
    row(
        Stance.DECLINES,
        "Veldoria said 40 fighters had surrendered. There was no immediate comment from the Lethe Guard.",
        "no immediate comment",
        Denial.NO_COMMENT,
    ),
    row(
        Stance.DECLINES,
        "Osmark says three rockets hit Mirhavn. The Veldorian Defence Ministry has not commented on the attack.",
        "has not commented",
        Denial.NO_COMMENT,
    ),
    row(
        Stance.DECLINES,
        "Osmark says three rockets hit Mirhavn. Radan Velisk refused to say who had fired.",
        "refused to say",
        Denial.NO_COMMENT,
    ),
]
UNVERIFIED = [
    row(
        Stance.UNVERIFIED,
        "Veldoria said it had taken Kestrin. The claim could not be independently verified.",
        "could not be independently verified",
        Denial.UNVERIFIED,
    ),
    row(
        Stance.UNVERIFIED,
        "Veldoria said it had taken Kestrin. Pelican was unable to confirm who held the city.",
        "unable to confirm",
        Denial.UNVERIFIED,
    ),
    row(
        Stance.UNVERIFIED,
        "Veldoria said it had shot down a jet. There was no independent confirmation of the report.",
        "no independent confirmation",
        Denial.UNVERIFIED,
    ),
    row(
        Stance.UNVERIFIED,
        "Both ministries gave figures of the dead. The Courier could not verify them.",
        "could not verify them",
        Denial.UNVERIFIED,
    ),
    row(
        Stance.UNVERIFIED,
        "A shopkeeper said the soldiers had left. His account has not been verified.",
        "has not been verified",
        Denial.UNVERIFIED,
    ),
]
DOUBTS = [
    row(
        Stance.DOUBTS,
        "Sigrun Halder doubted that the bridge had been blown up by partisans.",
        "the bridge had been blown up",
    ),
    row(
        Stance.DOUBTS,
        "The governor questioned the claim that 300 people had been killed.",
        "300 people had been killed",
    ),
    row(Stance.DOUBTS, "Halder does not believe that the rockets were fired from Sarneg.", "the rockets were fired"),
]
CONCEDES = [
    row(Stance.CONCEDES, "Osmark's Defence Ministry admitted that its troops had left Mirhavn.", "had left Mirhavn"),
    row(
        Stance.CONCEDES,
        "“We no longer control Kestra,” Jorrin Aske, the spokesman of the head of the Lethe Republic, wrote.",
        "We no longer control Kestra",
    ),
    row(Stance.CONCEDES, "“We have lost the war,” Bodo Kamper said on the radio.", "lost the war"),
    row(Stance.CONCEDES, "Osmark conceded the loss of two helicopters.", "the loss of two helicopters"),
    row(Stance.CONCEDES, "General Brandel acknowledged that the town had been lost.", "the town had been lost"),
    row(Stance.CONCEDES, "“The city is completely out of our control,” the spokesman wrote.", "out of our control"),
    row(
        Stance.CONCEDES,
        "“Our crew shot down the helicopter by mistake, and we apologise,” the Osmark Defence Ministry said.",
        "by mistake",
    ),
]
THREATENS = [
    row(
        Stance.THREATENS,
        "“If Harvick does not withdraw its troops, we will drive them out by force,” Maro said.",
        "drive them out by force",
    ),
    row(Stance.THREATENS, "General Brandel threatened to shell the bridges of Ostrell.", "to shell the bridges"),
    row(Stance.THREATENS, "Veldoria vowed to retake Mirov.", "retake Mirov"),
    row(
        Stance.THREATENS,
        "Veldoria vowed to retake the pass.",
        "retake the pass",
    ),
    row(Stance.THREATENS, "“We will strike their cities,” President Maro warned.", "strike their cities"),
]
PREDICTS = [
    row(Stance.PREDICTS, "The governor expects that the town will fall within days.", "the town will fall"),
    row(
        Stance.PREDICTS,
        "General Brandel predicted that the enemy would withdraw before winter.",
        "the enemy would withdraw",
    ),
    row(Stance.PREDICTS, "“The city will hold,” the mayor promised.", "The city will hold"),
    row(Stance.PREDICTS, "The convoy will reach Sarneg on Monday, the Relief Committee said.", "will reach Sarneg"),
]
ORDERS = [
    row(Stance.ORDERS, "President Maro ordered the army to take the pass.", "to take the pass"),
    row(Stance.ORDERS, "Petra Sovik demanded that the garrison surrender by Monday.", "the garrison surrender"),
    row(Stance.ORDERS, "The commander instructed his men to leave the village.", "to leave the village"),
]
WISHES = [
    row(
        Stance.WISHES,
        "The minister hoped that an agreement would be signed in April.",
        "an agreement would be signed",
    ),
    row(
        Stance.WISHES,
        "Teodor Anselk hopes that an agreement will be signed in April.",
        "an agreement will be signed",
    ),
    row(Stance.WISHES, "“Let the war end before winter,” Sigrun Halder said.", "Let the war end"),
    row(Stance.WISHES, "Halder wants the troops to leave the region.", "the troops to leave"),
    row(Stance.WISHES, "“May the ceasefire hold,” the governor said.", "May the ceasefire hold"),
]
ASKS = [
    row(Stance.ASKS, "Sigrun Halder urged both armies to stop the shelling.", "stop the shelling"),
    row(Stance.ASKS, "“Who fired on the market?” Alda Brenk asked.", "Who fired on the market"),
    row(Stance.ASKS, "The Relief Committee called on both sides to allow aid into Sarneg.", "allow aid into Sarneg"),
    row(Stance.ASKS, "“How many soldiers have died?” said the lawmaker.", "How many soldiers have died"),
]
TABLE = [
    *ASSERTS,
    *DENIES,
    *EVIDENCE,
    *RE_DATING,
    *PARTIAL,
    *NON_DENIAL,
    *NO_COMMENT,
    *UNVERIFIED,
    *DOUBTS,
    *CONCEDES,
    *THREATENS,
    *PREDICTS,
    *ORDERS,
    *WISHES,
    *ASKS,
]


@pytest.mark.parametrize("wanted", TABLE)
def test_stance_of_a_sentence(hear: Hear, wanted: Row) -> None:
    """Every claim that holds the piece has the one stance, and a denial says in which way it denies."""
    claims = hear(wanted.text).over(wanted.piece)
    assert {claim.stance for claim in claims} == {wanted.stance}
    if wanted.denial:
        assert {claim.denial for claim in claims} == {wanted.denial}


def test_the_table_is_broad() -> None:
    """At least sixty sentences; each stance three times, each way of denying that words can show four times."""
    rows: list[Row] = [param.values[0] for param in TABLE]
    assert len(rows) >= 60
    stances = Counter(wanted.stance for wanted in rows)
    assert {stance for stance in Stance if stances[stance] < 3} == set()
    ways = Counter(wanted.denial for wanted in rows if wanted.denial)
    # A counter-claim has no words of its own: it only shows beside the claim that it counters.
    assert {way for way in Denial if ways[way] < 4} == {Denial.COUNTER_CLAIM}


@pytest.mark.parametrize(
    ("text", "denial", "claim"),
    [
        ("Veldoria said it had taken Kestrin. Osmark denied it.", "denied it", "it had taken Kestrin"),
        (
            "Veldoria said it had taken Kestrin. Pelican could not verify the claim.",
            "could not verify",
            "it had taken Kestrin",
        ),
        (
            "Maro announced the capture of Kestrin in a speech. The announcement was nonsense, Runa Toft said.",
            "nonsense",
            "the capture of Kestrin",
        ),
        (
            "Veldoria said 40 fighters had surrendered at Mirov. The Lethe Guard declined to comment.",
            "declined to comment",
            "40 fighters had surrendered",
        ),
        (
            "Veldoria claims that its army took Mirov. Osmark denies that Mirhavn was taken.",
            "Mirhavn was taken",
            "its army took Mirov",
        ),
    ],
)
def test_a_denial_is_tied_to_what_it_denies(hear: Hear, text: str, denial: str, claim: str) -> None:
    """Within a report, "denied it" and "the announcement" lead to the claim meant, and take over its event."""
    heard = hear(text)
    answering, answered = heard.over(denial)[0], heard.over(claim)[0]
    assert answering.answers == answered.id
    assert answering.event.kind == answered.event.kind
    assert answered.event.place is not None
    assert answering.event.place is not None
    assert answering.event.place.id == answered.event.place.id


def test_the_outlet_denies_in_its_own_voice(hear: Hear) -> None:
    """A narrated negation is a denial of the outlet, without a speaker."""
    (claim,) = hear("The Lethe Guard did not attack the convoy.").claims
    assert (claim.speaker, claim.stance, claim.denial) == (None, Stance.DENIES, Denial.FLAT)


@pytest.mark.parametrize("cue", ["said", "claimed", "confirmed", "declared", "insisted", "wrote", "announced"])
def test_no_cue_of_assertion_changes_the_stance(hear: Hear, cue: str) -> None:
    """However far an outlet stands behind the words, the speaker asserts."""
    (claim,) = hear(f"Runa Toft {cue} that the bridge had been blown up.").over("blown up")
    assert (claim.stance, claim.denial) == (Stance.ASSERTS, None)
    assert claim.cue
    assert claim.cue.words == cue
