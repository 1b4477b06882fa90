"""Which claim of a report an answer answers, and which accounts of two sides are at odds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import KnowledgeError
from rashomon.knowledge.loading import load_knowledge
from rashomon.reading import answering
from rashomon.records import Claim, Denial, Stance

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]

CLAIM = "Veldoria's Defence Ministry said on Monday that its troops had taken Kestrin."
SENTENCES = (
    CLAIM,
    "The Osmark Defence Ministry denied the claim.",
    "Osmark's army said that its soldiers held Kestrin.",
    "Ilian Maro said that the war was nearly over.",
    "A spokesman of Veldoria's Foreign Ministry declined to comment.",
    "The claims could not be verified.",
    "Shells fell on Sarneg, residents said.",
    "Veldoria rejected the report.",
)


def answered(claims: tuple[Claim, ...], claim: Claim) -> Claim | None:
    """Return the claim that a claim answers."""
    return next((other for other in claims if other.id == claim.answers), None)


@pytest.mark.parametrize(
    ("told", "answer", "piece", "whom"),
    [
        (CLAIM, "The Osmark Defence Ministry denied the claim.", "denied", "taken Kestrin"),
        (
            "Residents of Sarneg said that two houses had burned down. " + CLAIM,
            "Osmark denied that the city had fallen.",
            "fallen",
            "taken Kestrin",
        ),
        (
            CLAIM + " Shells fell on Sarneg, residents said.",
            "Osmark denied shelling the town.",
            "shelling",
            "Shells fell",
        ),
    ],
)
def test_a_denial_answers_what_the_other_side_said_of_it(
    hear: Hear, told: str, answer: str, piece: str, whom: str
) -> None:
    """The claim that is denied is the one that speaks of the same, whoever spoke in between."""
    heard = hear(f"{told}\n\n{answer}")
    denial = next(claim for claim in heard.over(piece) if claim.stance is Stance.DENIES)
    target = answered(heard.claims, denial)
    assert target is not None
    assert whom in target.words


def test_another_side_s_account_answers(hear: Hear) -> None:
    """What one side holds and the other says to have taken is told against each other, though nobody says "deny"."""
    heard = hear(CLAIM + " The Osmark Defence Ministry said that its soldiers held Kestrin.")
    (account,) = (claim for claim in heard.claims if claim.event.kind == "control-hold")
    target = answered(heard.claims, account)
    assert account.stance is Stance.ASSERTS
    assert account.denial is Denial.COUNTER_CLAIM
    assert target is not None
    assert "taken Kestrin" in target.words


@pytest.mark.parametrize(
    "text",
    [
        CLAIM + " Ilian Maro said that Kestrin had been taken at dawn.",  # of the same side
        CLAIM + " The Osmark Foreign Ministry said that talks would begin in Harvick on Friday.",  # of another matter
        CLAIM + " Residents said that soldiers held Kestrin.",  # of no side
    ],
)
def test_who_tells_no_other_account_answers_nothing(hear: Hear, text: str) -> None:
    """One side's claims, other matters and people of no side are set against nobody."""
    assert not [claim for claim in hear(text).claims if claim.answers]


def test_a_day_that_dates_the_denial_moves_nothing(hear: Hear) -> None:
    """When it was denied is not when it happened."""
    heard = hear(CLAIM + " A day earlier Osmark officials had denied that the city was taken.")
    (denial,) = (claim for claim in heard.claims if claim.stance is Stance.DENIES)
    assert denial.denial is Denial.FLAT


def test_who_says_no_ahead_is_the_one_who_answers(hear: Hear) -> None:
    """A report may put the answer first: it is still the answer."""
    heard = hear(
        "No aircraft was shot down over Orlen Pass, the Osmark Defence Ministry said."
        " Veldoria's Defence Ministry said that it had shot down a jet over Orlen Pass."
    )
    no, yes = (heard.over(piece)[0] for piece in ("No aircraft was shot down", "it had shot down a jet"))
    assert no.answers == yes.id
    assert yes.answers is None


@settings(max_examples=30, deadline=None)
@given(chosen=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_answers_lead_to_other_claims_of_the_report(hear: Hear, chosen: list[str]) -> None:
    """Whatever is told in whatever order: an answer is tied to a claim of the report, and never to itself."""
    claims = hear(" ".join(chosen)).claims
    ids = {claim.id for claim in claims}
    for claim in claims:
        assert claim.answers is None or (claim.answers in ids and claim.answers != claim.id)


def test_weights_are_named_as_the_features_are(hear: Hear) -> None:
    """Every shipped weight weighs something that is looked at, and nothing that is looked at goes unweighed."""
    claims = hear(CLAIM + " The Osmark Defence Ministry denied the claim.").claims
    exchange = answering.exchange_of(claims, CLAIM, set(), load_knowledge())
    assert set(answering.features(exchange, 0, 0, set())) == set(answering.load_weights())


def test_a_folder_may_hold_weights_of_its_own(tmp_path: Path) -> None:
    """A user's weights take the place of the shipped ones; what is no table of weights is refused."""
    (tmp_path / "answers.toml").write_text("[weights]\nfar = 1\n")
    assert answering.load_weights(tmp_path) == {"far": 1.0}
    (tmp_path / "answers.toml").write_text("[weights")
    with pytest.raises(KnowledgeError, match=r"answers\.toml"):
        answering.load_weights(tmp_path)
