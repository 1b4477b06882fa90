"""Through which channel a speaker spoke: the words beside the cue name it, the words that are said do not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


def row(channel: str | None, text: str, *, weak: str = "") -> Any:
    """Make a row of the table; `weak` says why the program is known to miss it."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(channel, text, id=f"{channel}: {text[:60]}", marks=marks)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        row("Facebook", "The bridge has fallen, General Brandel wrote on Facebook."),
        row("Facebook", "“The bridge has fallen,” Runa Toft wrote on her Facebook page."),
        row("Facebook", "In a video message that he shared on Facebook, Maro said that the bridge had fallen."),
        row("Facebook", "The bridge has fallen, according to a Facebook post by Radan Velisk."),
        row("Telegram", "General Brandel said on Telegram that the bridge had fallen."),
        row("Telegram", "The governor wrote on his Telegram channel that the bridge had fallen."),
        row("Twitter", "“The bridge has fallen,” the minister tweeted."),
        row("X", "The minister wrote on X that the bridge had fallen."),
        row("social media", "The mayor said on social media that the bridge had fallen."),
        row("press conference", "The spokeswoman told a press conference that the bridge had fallen."),
        row("press conference", "“The bridge has fallen,” Velisk said at a news conference in Ostrell."),
        row("briefing", "“The bridge has fallen,” said Runa Toft at a briefing."),
        row("interview", "The general said in an interview with the Courier that the bridge had fallen."),
        row("radio", "“The bridge has fallen,” Kamper said in a radio address."),
        row("television", "President Maro said in a televised address that the bridge had fallen."),
        row("television", "The minister said on state television that the bridge had fallen."),
        row("video", "“The bridge has fallen,” the commander said in a video message."),
        row("video", "The commander said in a video message that the bridge had fallen."),
        row("address", "“The bridge has fallen,” Maro said in an address to the nation."),
        row("speech", "Maro said in a speech in Ostrell that the bridge had fallen."),
        row("statement", "The ministry said in a statement that the bridge had fallen."),
        row("website", "The ministry wrote on its website that the bridge had fallen."),
        row("reporters", "Velisk told reporters that the bridge had fallen."),
        row("letter", "In a letter to the Contact Mission Halder wrote that the bridge had fallen."),
        row("telephone", "The shopkeeper said by telephone that the bridge had fallen."),
        row(None, "General Brandel said that the bridge had fallen."),
        row(None, "The Veldor Telegraph said that the bridge had fallen."),
        row(None, "Group X of the army said that the bridge had fallen."),
        row(None, "The commander of the signal corps said that the bridge had fallen."),
    ],
)
def test_channel_beside_the_cue(hear: Hear, channel: str | None, text: str) -> None:
    """The channel stands with the claim; without such words it is unknown."""
    heard = hear(text)
    piece = "bridge had fallen" if "bridge had fallen" in text else "bridge has fallen"
    assert {claim.channel for claim in heard.over(piece)} == {channel}


@pytest.mark.parametrize(
    "text",
    [
        "“What is written on Facebook about the bridge is of no weight,” General Brandel said.",
        pytest.param(
            "General Brandel said that the television tower had been shelled.",
            marks=pytest.mark.xfail(strict=False, reason="a means of speaking that was shelled counts as the channel"),
        ),
        "The minister said that the post on Telegram had been removed.",
        "The army said that the radio station had been destroyed.",
    ],
)
def test_a_channel_that_is_spoken_of_is_not_the_channel(hear: Hear, text: str) -> None:
    """A means of speaking inside what is said tells nothing of how it was said."""
    heard = hear(text)
    assert [claim for claim in heard.claims if claim.speaker]
    assert {claim.channel for claim in heard.claims} == {None}


def test_narration_has_no_channel(hear: Hear) -> None:
    """What the outlet itself tells came through no channel, whatever it tells of."""
    heard = hear("The television tower was shelled at dawn. The video shows smoke over the press conference hall.")
    assert {claim.channel for claim in heard.claims if claim.speaker is None} <= {None}


def test_a_speaker_goes_on_through_the_same_channel(hear: Hear) -> None:
    """What a speaker is quoted with next came the same way."""
    heard = hear(
        "“We no longer hold the bridge,” Jorrin Aske wrote on Facebook. “The enemy shelled it all night,” he added."
    )
    assert {claim.channel for claim in heard.over("shelled it all night")} == {"Facebook"}


def test_another_speaker_does_not_go_on_through_it(hear: Hear) -> None:
    """A channel belongs to who used it."""
    heard = hear(
        "“We no longer hold the bridge,” Jorrin Aske wrote on Facebook.\n\n"
        "“The bridge was never shelled,” Petra Sovik said."
    )
    assert {claim.channel for claim in heard.over("was never shelled")} == {None}


def test_a_heading_ends_a_channel(hear: Hear) -> None:
    """Behind a heading another occasion may be told."""
    heard = hear(
        "“We no longer hold the bridge,” Jorrin Aske wrote on Facebook.\n\nThe day after\n\n"
        "“The enemy shelled the mill,” Aske said."
    )
    assert {claim.channel for claim in heard.over("shelled the mill")} == {None}
