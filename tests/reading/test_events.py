"""What is said to have happened: each kind of DESIGN.md in several wordings, with its negation and its modality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from rashomon.knowledge.lexicons import KINDS
from rashomon.records import Modality, Polarity

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


def row(kind: str, text: str, *, weak: str = "") -> Any:
    """Make a row of the table; `weak` says why the program is known to miss it."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(kind, text, id=f"{kind}: {text[:60]}", marks=marks)


KINDS_TOLD = [
    # verb, passive, relative clause, nominalisation, by turns
    row("control-gain", "Veldorian troops captured Kestrin at dawn."),
    row("control-gain", "Kestrin was captured by Veldorian troops at dawn."),
    row("control-gain", "The soldiers who captured Kestrin marched through Ostrell."),
    row("control-gain", "The liberation of Kestrin was completed at noon."),
    row("control-gain", "The army took control of the bridge."),
    row("control-gain", "The soldiers raised their flag over the town hall."),
    row("control-gain", "The army retook Mirov in May."),
    row("control-gain", "The army has retaken Mirov."),
    row("control-gain", "The village was reoccupied in May."),
    row("control-gain", "Mirov came under the control of Veldoria."),
    row("control-loss", "Kestrin fell on Friday."),
    row("control-loss", "The Lethe Guard lost Kestrin on Friday."),
    row("control-loss", "The fall of Kestrin surprised the capital."),
    row("control-loss", "The city is out of the control of the army."),
    row(
        "control-loss",
        "The army no longer controls the bridge.",
    ),
    row("control-hold", "The Lethe Guard holds Kestrin."),
    row("control-hold", "Kestrin is controlled by the Lethe Guard."),
    row("control-hold", "Kestrin remains under the control of the Lethe Guard."),
    row("encirclement", "Veldorian troops surrounded Sarneg."),
    row("encirclement", "Sarneg has been encircled."),
    row("encirclement", "The siege of Sarneg has lasted for a week."),
    row("advance", "Veldorian troops are advancing towards Sarneg."),
    row("advance", "The offensive towards Sarneg began on Monday."),
    row("advance", "Veldorian troops entered the outskirts of Sarneg."),
    row(
        "advance",
        "The column crossed the river and entered the valley.",
    ),
    row("withdrawal", "The garrison withdrew from Mirov."),
    row("withdrawal", "The withdrawal of the garrison from Mirov was kept secret."),
    row("withdrawal", "The troops were pulled out of Mirov at night."),
    row("withdrawal", "The soldiers left the town on Saturday."),
    row("surrender", "Sixty soldiers surrendered in the railway station."),
    row("surrender", "The surrender of the garrison was signed at noon."),
    row("surrender", "Forty fighters laid down their arms."),
    row("fighting", "Fierce battles are going on near Tolma."),
    row("fighting", "The two armies clashed near Tolma."),
    row("fighting", "The attack was repelled by the defenders."),
    row("attack", "Three rockets struck a market in Bressin."),
    row("attack", "The hospital was shelled during the night."),
    row("attack", "The shelling of Sarneg went on for hours."),
    row("attack", "The guns that bombarded the village stand near Sarneg."),
    row("attack", "Fighters of the Guard fired mortars on the village."),
    row("shootdown", "The army shot down a drone over the pass."),
    row("shootdown", "Two helicopters were shot down near Tolma."),
    row("shootdown", "The downing of the jet was shown on television."),
    row("casualties", "Twenty-three people were killed in the market."),
    row("casualties", "The blast wounded 61 civilians."),
    row("casualties", "The death toll rose to 30."),
    row("casualties", "Five soldiers are dead and nine wounded."),
    row("detention", "Security officers detained 14 men in Kestrin."),
    row("detention", "The pilot was captured near the border."),
    row("detention", "The arrest of the mayor caused a stir."),
    row("ceasefire", "The two sides agreed to a ceasefire from noon."),
    row("ceasefire", "The truce was broken after eleven minutes."),
    row(
        "ceasefire",
        "A halt to all hostilities was ordered for Sunday.",
        weak="the phrase of the codebook is not found: it begins with a noun that has no rule",
    ),
    row("agreement", "The three leaders signed an agreement on Friday."),
    row("agreement", "The treaty was ratified in April."),
    row("meeting", "The foreign ministers met in Ostrell."),
    row("meeting", "Talks between the envoys lasted for ten hours."),
    row("threat", "The general issued an ultimatum to the town."),
    row("threat", "The minister threatened the neighbours with revenge."),
    row("protest", "About 5,000 people protested in Harvick."),
    row("protest", "A demonstration in Harvick blocked the bridge."),
    row("celebration", "People celebrated in the squares of Ostrell."),
    row("celebration", "Festive processions took place in Ostrell."),
    row("displacement", "About 12,000 people have fled Kestrin."),
    row("displacement", "The inhabitants of Tolma were evacuated."),
    row("displacement", "The exodus from Kestrin goes on."),
    row("aid", "Trucks of the Relief Committee delivered food to Sarneg."),
    row("aid", "A humanitarian convoy reached Sarneg on Monday."),
    row("other", "The minister visited no one and painted his house."),
    row("other", "Runa Toft said that the winter had been long."),
]


@pytest.mark.parametrize(("kind", "text"), KINDS_TOLD)
def test_kind_of_a_sentence(hear: Hear, kind: str, text: str) -> None:
    """Verb, passive, relative clause and nominalisation make the same kind."""
    claims = hear(text).claims
    assert kind in {claim.event.kind for claim in claims} or (kind == "other" and not claims)


def test_every_kind_is_told_twice() -> None:
    """No kind of the codebook is without two sentences here."""
    told = Counter(param.values[0] for param in KINDS_TOLD)
    assert {kind for kind in KINDS if told[kind] < 2} == set()


NOT_THAT_KIND = [
    row("control-gain", "The minister took a train to Harvick."),
    row("control-gain", "The film captured the hearts of the crowd."),
    row("control-loss", "The prices of bread fell in May."),
    row("control-loss", "The minister fell ill on Monday."),
    row("control-loss", "Snow fell on Kestrin during the night."),
    row("control-hold", "The ministers held a meeting in Ostrell."),
    row("attack", "The minister struck a tone of calm."),
    row("attack", "The clock struck twelve in Kestrin.", weak="'strike' asks for no object of a class"),
    row("shootdown", "The court shot down the law."),
    row("withdrawal", "The minister withdrew his remark."),
    row("withdrawal", "The minister left the room."),
    row("casualties", "The engine died on the bridge.", weak="'die' asks for no subject of a class"),
    row("casualties", "The deal died in parliament."),
    row("fighting", "The doctors fight the fever with new drugs."),
    row("detention", "The photograph was taken in Mirov."),
    row("displacement", "The bird fled from its cage."),
    row("advance", "The price crossed the mark of ten crowns."),
    row("surrender", "The player surrendered the lead."),
]


@pytest.mark.parametrize(("kind", "text"), NOT_THAT_KIND)
def test_words_of_peace_make_no_event_of_war(hear: Hear, kind: str, text: str) -> None:
    """A word of the codebook in another sense, with another object or subject, does not make the kind."""
    assert kind not in {claim.event.kind for claim in hear(text).claims}


NEGATED = [
    row("control-gain", "Veldorian troops did not capture Kestrin."),
    row("control-gain", "Kestrin has not been captured."),
    row("control-gain", "Kestrin was never taken by the army."),
    row("control-gain", "The troops failed to capture Kestrin."),
    row("control-gain", "No army has captured Kestrin."),
    row("control-loss", "Kestrin has not fallen."),
    row("surrender", "None of the soldiers surrendered."),
    row("surrender", "No soldier surrendered."),
    row("attack", "The army didn't shell the village."),
    row("attack", "Neither army attacked the convoy."),
    row("attack", "There was no attack on the convoy."),
    row("casualties", "Nobody was killed in the blast."),
    row("casualties", "There were no casualties in the village."),
    row("fighting", "The battle for Kestrin is over."),
    row("withdrawal", "The garrison refused to withdraw from Mirov."),
    row("ceasefire", "No ceasefire was agreed in Harvick."),
]
AFFIRMED = [
    row("control-gain", "Veldorian troops captured Kestrin."),
    row("control-gain", "The troops did not fail to capture Kestrin.", weak="'not fail to' is counted as one negation"),
    row("control-gain", "The troops captured Kestrin without a shot."),
    row("control-gain", "Not only Mirov was captured, Kestrin was captured too.", weak="'not only' negates"),
    row("fighting", "The battle for Kestrin is not over."),
    row(
        "casualties",
        "More than 20 people, none of them soldiers, were killed in the blast.",
        weak="'none' of an apposition negates",
    ),
    row("attack", "The village, which has no bridge, was shelled."),
]


@pytest.mark.parametrize(("kind", "text"), NEGATED)
def test_what_is_negated(hear: Hear, kind: str, text: str) -> None:
    """Not, never, no, none, neither, failing and refusing negate; a happening that is over is negated too."""
    polarities = {claim.event.polarity for claim in hear(text).claims if claim.event.kind == kind}
    assert polarities == {Polarity.NEGATIVE}


@pytest.mark.parametrize(("kind", "text"), AFFIRMED)
def test_what_is_affirmed(hear: Hear, kind: str, text: str) -> None:
    """Two negations affirm, and a negation elsewhere in the sentence does not count."""
    polarities = {claim.event.polarity for claim in hear(text).claims if claim.event.kind == kind}
    assert polarities == {Polarity.POSITIVE}


def real(modality: Modality, kind: str, text: str, *, weak: str = "") -> Any:
    """Make a row of the table of modalities."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(modality, kind, text, id=f"{modality}: {text[:60]}", marks=marks)


MODALITIES = [
    real(Modality.HAPPENED, "control-gain", "Veldorian troops captured Kestrin."),
    real(Modality.HAPPENED, "control-gain", "Kestrin has been captured."),
    real(Modality.HAPPENED, "control-gain", "The troops managed to capture Kestrin."),
    real(Modality.HAPPENED, "attack", "The shelling of Sarneg killed a horse."),
    real(Modality.ONGOING, "fighting", "Fighting is going on in Kestrin."),
    real(Modality.ONGOING, "fighting", "Battles continue in Kestrin."),
    real(Modality.ONGOING, "fighting", "The battle for Kestrin is still raging."),
    real(Modality.ONGOING, "advance", "The troops are advancing towards Sarneg."),
    real(Modality.ONGOING, "fighting", "The battle for Kestrin is not over."),
    real(Modality.PLANNED, "control-gain", "The army will capture Kestrin."),
    real(Modality.PLANNED, "control-gain", "The army plans to capture Kestrin."),
    real(Modality.PLANNED, "withdrawal", "Osmark is to withdraw its troops from the region."),
    real(Modality.PLANNED, "attack", "The general is preparing an attack on Sarneg."),
    real(Modality.PLANNED, "agreement", "An agreement will be signed in April."),
    real(Modality.CONDITIONAL, "control-loss", "If Kestrin falls, the road will be closed."),
    real(Modality.CONDITIONAL, "control-gain", "The army could capture Kestrin within days."),
    real(Modality.CONDITIONAL, "attack", "The army may attack the convoy."),
    real(
        Modality.CONDITIONAL,
        "withdrawal",
        "Unless the garrison withdraws, there will be no talks.",
        weak="the condition is dropped where its consequence is an event",
    ),
    real(Modality.UNKNOWN, "other", "Runa Toft said that the winter had been long."),
]


@pytest.mark.parametrize(("modality", "kind", "text"), MODALITIES)
def test_how_real_an_event_is_told(hear: Hear, modality: Modality, kind: str, text: str) -> None:
    """Tense, helping verbs, conditions and verbs of going on and planning tell how real an event is."""
    assert {claim.event.modality for claim in hear(text).claims if claim.event.kind == kind} == {modality}


@pytest.mark.parametrize(
    ("text", "kind", "actor", "target"),
    [
        ("Veldorian troops captured Kestrin.", "control-gain", "Veldoria", None),
        ("Kestrin was captured by Veldorian troops.", "control-gain", "Veldoria", None),
        ("The capture of Kestrin by Veldorian troops was announced on Friday.", "control-gain", "Veldoria", None),
        ("The Lethe Guard lost Kestrin to the Veldorian army.", "control-loss", "Lethe Republic", "Veldoria"),
        ("Kestrin fell to Veldorian troops.", "control-loss", None, "Veldoria"),
        ("Osmark's army shelled a Veldorian column.", "attack", "Osmark", "Veldoria"),
        ("“We have captured Kestrin,” Ilian Maro said.", "control-gain", "Veldoria", None),
        ("Veldorian soldiers were captured by the Lethe Guard.", "detention", "Lethe Republic", "Veldoria"),
    ],
)
def test_who_does_it_to_whom(hear: Hear, text: str, kind: str, actor: str | None, target: str | None) -> None:
    """The sides of actor and target follow the sense in active, passive and noun; "we" is the speaker's side."""
    events = [claim.event for claim in hear(text).claims if claim.event.kind == kind]
    assert [(e.actor and e.actor.side, e.target and e.target.side) for e in events] == [(actor, target)]


def test_several_places_in_one_breath_are_several_claims(hear: Hear) -> None:
    """Three places that were taken at once are one claim each."""
    claims = hear("The villages of Tolma and Dorun and the town of Mirov were liberated by the army.").claims
    places = {claim.event.place.id for claim in claims if claim.event.place and claim.event.kind == "control-gain"}
    assert places == {"war:tolma", "war:dorun", "war:mirov"}


def test_two_events_of_one_sentence_are_two_claims(hear: Hear) -> None:
    """Clauses with an event of their own make claims of their own."""
    kinds = {c.event.kind for c in hear("The army shelled the village, and the inhabitants fled to Sarneg.").claims}
    assert {"attack", "displacement"} <= kinds
