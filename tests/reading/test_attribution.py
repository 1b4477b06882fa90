"""Who is made to say what: our own sentences with their speaker, cue and content, in every form of DESIGN.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from rashomon.records import Quotation, Span

if TYPE_CHECKING:
    from conftest import Heard

    Hear = Callable[..., Heard]


class Row(NamedTuple):
    """A text with one attribution that is in it; `content` is its pieces."""

    text: str
    speaker: str | None
    cue: str | None
    content: tuple[str, ...]
    quotation: Quotation | None = None


def row(
    text: str, speaker: str | None, cue: str | None, *content: str, how: Quotation | None = None, weak: str = ""
) -> Any:
    """Make a row of the table; `weak` says why the rules are known to miss it."""
    marks = [pytest.mark.xfail(strict=False, reason=weak)] if weak else []
    return pytest.param(Row(text, speaker, cue, content, how), id=text[:60], marks=marks)


def core(text: str, span: Span, *borders: Span | None) -> list[str]:
    """Return the words of a content, without its "that" and without a cue or speaker at its edge.

    A content of a word or two ("denied it") may bring its verb phrase along; in the middle of a content
    neither cue nor speaker has a place.
    """
    start, end = span
    for _ in range(4):
        for border in filter(None, borders):
            start = border.end if border.start <= start < border.end else start
            end = border.start if border.start < end <= border.end else end
        start += len(text[start:end]) - len(re.sub(r"^(?:\W|that\b)+", "", text[start:end]))
        end = start + len(re.sub(r"(?:\W|\bby\b)+$", "", text[start:end]))
    return re.findall(r"\w+", text[start:end].lower())


def check(heard: Heard, wanted: Row) -> None:
    """Assert that the attribution of a row was heard."""
    text = heard.report.text
    found = {
        (
            heard.words(a.speaker),
            heard.words(a.cue),
            tuple(word for content in a.contents for word in core(text, content, a.cue, a.speaker)),
        ): a.quotation
        for a in heard.attributions
    }
    pieces = [Span(text.index(piece), text.index(piece) + len(piece)) for piece in wanted.content]
    borders = [
        Span(match.start(), match.end())
        for words in (wanted.cue, wanted.speaker)
        if words
        for match in re.finditer(rf"\b{re.escape(words)}\b", text)
    ]
    told = (wanted.speaker, wanted.cue, tuple(word for piece in pieces for word in core(text, piece, *borders)))
    assert told in found
    assert wanted.quotation in (None, found[told])


DIRECT = [
    row('"Kestrin has fallen," Maro said.', "Maro", "said", "Kestrin has fallen", how=Quotation.DIRECT),
    row('"Kestrin has fallen," said Ilian Maro.', "Ilian Maro", "said", "Kestrin has fallen", how=Quotation.DIRECT),
    row(
        'Maro declared: "Kestrin has fallen."',
        "Maro",
        "declared",
        "Kestrin has fallen",
        how=Quotation.DIRECT,
        weak="a cue and a colon before the quotation make it mixed",
    ),
    row("“The bridge is mined,” General Brandel wrote on Telegram.", "General Brandel", "wrote", "The bridge is mined"),
    row("‘The bridge is mined,’ the general warned.", "the general", "warned", "The bridge is mined"),
    row(
        '"The bridge is mined," the general said on Friday. "Nobody may cross it."',
        "the general",
        "said",
        "Nobody may cross it",
    ),
    row(
        '"The bridge," the general said, "is mined."',
        "the general",
        "said",
        "The bridge is mined",
        weak="the two halves of an interrupted quotation are two attributions",
    ),
    row('The spokeswoman told reporters: "We have no prisoners."', "The spokeswoman", "told", "We have no prisoners"),
    row(
        '"We have no prisoners," insisted the spokeswoman of the ministry.',
        "the spokeswoman of the ministry",
        "insisted",
        "We have no prisoners",
    ),
    row('Toft was asked about the prisoners. "We have none," she replied.', "she", "replied", "We have none"),
    row('Asked who fired, the commander answered, "Not us."', "the commander", "answered", "Not us"),
]
INDIRECT = [
    row(
        "Maro said that his troops had taken Kestrin.",
        "Maro",
        "said",
        "his troops had taken Kestrin",
        how=Quotation.INDIRECT,
    ),
    row("Maro said his troops had taken Kestrin.", "Maro", "said", "his troops had taken Kestrin"),
    row("Veldoria claims that it holds the pass.", "Veldoria", "claims", "it holds the pass"),
    row(
        "The ministry reported that two drones had been shot down.",
        "The ministry",
        "reported",
        "two drones had been shot down",
    ),
    row(
        "The mayor told a radio station that the water had been cut off.",
        "The mayor",
        "told",
        "the water had been cut off",
    ),
    row("Residents say the shelling began at dawn.", "Residents", "say", "the shelling began at dawn"),
    row(
        "The minister admitted that the garrison had withdrawn.",
        "The minister",
        "admitted",
        "the garrison had withdrawn",
    ),
    row("Osmark accused Veldoria of shelling the hospital.", "Osmark", "accused", "Veldoria of shelling the hospital"),
    row("The general vowed to retake the town.", "The general", "vowed", "to retake the town"),
    row("The army denied shelling the hospital.", "The army", "denied", "shelling the hospital"),
    row("It was reported that the bridge had been blown up.", None, "reported", "the bridge had been blown up"),
    row("Halder urged both armies to stop shooting.", "Halder", "urged", "both armies to stop shooting"),
    row("The governor warned of an attack on the dam.", "The governor", "warned", "of an attack on the dam"),
    row(
        "Toft, the spokeswoman of the ministry, said that nobody had been hurt.",
        "Toft, the spokeswoman of the ministry",
        "said",
        "nobody had been hurt",
    ),
    row(
        "The army said on Friday evening in a statement that it had left the town.",
        "The army",
        "said",
        "it had left the town",
    ),
]
INDIRECT += [
    row(
        "Osmark denied that the town had fallen, admitting that the mill was lost.",
        "Osmark",
        "admitting",
        "the mill was lost",
    ),
    row(
        "The ministry, denying that it had fired, blamed the enemy for the shelling.",
        "The ministry",
        "denying",
        "it had fired",
    ),
]
MIXED = [
    row(
        'Maro said that the city was "ours for ever".',
        "Maro",
        "said",
        'the city was "ours for ever',
        how=Quotation.MIXED,
        weak="a few quoted words in an indirect clause leave it indirect",
    ),
    row(
        "Halder said the talks had been “long and open” but without result.",
        "Halder",
        "said",
        "the talks had been “long and open” but without result",
        how=Quotation.MIXED,
        weak="a few quoted words in an indirect clause leave it indirect",
    ),
    row(
        'The general said the enemy "ran like hares" when the shelling began.',
        "The general",
        "said",
        'the enemy "ran like hares" when the shelling began',
        how=Quotation.MIXED,
    ),
]
INVERTED = [
    row("The bridge has been blown up, the army said.", "the army", "said", "The bridge has been blown up"),
    row("The bridge has been blown up, said the army.", "the army", "said", "The bridge has been blown up"),
    row(
        "Two soldiers were killed in the shelling, the ministry reported.",
        "the ministry",
        "reported",
        "Two soldiers were killed in the shelling",
    ),
    row(
        "Fighting goes on in the suburbs, General Brandel wrote on Telegram.",
        "General Brandel",
        "wrote",
        "Fighting goes on in the suburbs",
    ),
    row(
        "All the hostages are free, announced the government.",
        "the government",
        "announced",
        "All the hostages are free",
        weak="parse: 'announced' is taken for a passive of the hostages",
    ),
]
INSERTED = [
    row(
        "The pilot, the ministry said, had left the plane in time.",
        "the ministry",
        "said",
        "The pilot",
        "had left the plane in time",
        weak="the tag in the middle stays inside the content",
    ),
    row(
        "Veldorian guns, Toft claimed, had opened fire first.",
        "Toft",
        "claimed",
        "Veldorian guns",
        "had opened fire first",
        weak="the tag in the middle stays inside the content",
    ),
    row(
        "The town, he said, had been empty for days.",
        "he",
        "said",
        "The town",
        "had been empty for days",
        weak="the tag in the middle stays inside the content",
    ),
    row(
        "Enemy guns had opened fire first, Toft claimed, and the Guard had kept to the truce.",
        "Toft",
        "claimed",
        "Enemy guns had opened fire first",
        "and the Guard had kept to the truce",
        weak="the tag between the two halves stays inside the content",
    ),
]
ACCORDING = [
    row("According to the governor, 23 people were killed.", "the governor", "According to", "23 people were killed"),
    row(
        "Twenty people were killed, according to the emergency service.",
        "the emergency service",
        "according to",
        "Twenty people were killed",
    ),
    row(
        "The convoy, according to the ministry, was hit near the border.",
        "the ministry",
        "according to",
        "The convoy",
        "was hit near the border",
    ),
    row("In the words of the commander, the road is open.", "the commander", "In the words of", "the road is open"),
]
COLON = [
    row(
        "The ministry gave a different account: the jet had flown into a mountain.",
        "The ministry",
        "gave",
        "the jet had flown into a mountain",
    ),
    row("The army issued a short statement: the town has been left.", "The army", "issued", "the town has been left"),
    row(
        "Jorrin Aske wrote on Facebook:\n\nWe no longer control the city. The last units left at night.",
        "Jorrin Aske",
        "wrote",
        "We no longer control the city. The last units left at night",
    ),
    row(
        "The statement of the ministry reads:\n\nThe enemy shelled four villages during the night.",
        "the ministry",
        "reads",
        "The enemy shelled four villages during the night",
        weak="'read' is no cue",
    ),
    row('The president\'s words were brief.\n\n"Kestrin is free," he said.', "he", "said", "Kestrin is free"),
    row("The president said:\n\n“Kestrin is free.”\n\nThen he left.", "The president", "said", "Kestrin is free"),
]
HEADLINE = [
    row("Maro: Kestrin has come home\n\nThe city was taken at dawn.", "Maro", None, "Kestrin has come home"),
    row(
        "Jorrin Aske: we no longer hold the city\n\nThe spokesman wrote it on Monday.",
        "Jorrin Aske",
        None,
        "we no longer hold the city",
    ),
]
PARAGRAPHS = [
    row("“We hold the bridge,” said Brandel.\n\n“We hold the road.”", "Brandel", "said", "We hold the road"),
    row(
        "Brandel said: “We hold the bridge.\n\n“We hold the road.\n\n“And we hold the mill.”\n\nNight fell.",
        "Brandel",
        "said",
        "And we hold the mill",
    ),
    row(
        "“We hold the bridge.\n\n“We hold the road,” said Brandel.",
        "Brandel",
        "said",
        "We hold the bridge",
        weak="the paragraphs before the one with the cue stay without a speaker",
    ),
]
PASSIVE = [
    row(
        "The claim was denied by the Osmark Defence Ministry.",
        "the Osmark Defence Ministry",
        "denied",
        "The claim was denied",
    ),
    row("Within hours the report was rejected by the army.", "the army", "rejected", "the report was rejected"),
    row(
        "The fall of the town was confirmed by the governor.",
        "the governor",
        "confirmed",
        "The fall of the town",
        weak="the passive subject of a confirming verb is not its content",
    ),
    row(
        "Maro was quoted by the Telegraph as saying that the city had fallen.",
        "Maro",
        "saying",
        "the city had fallen",
    ),
    row("The agency quoted Maro as saying that the city had fallen.", "Maro", "saying", "the city had fallen"),
]
CALLING = [
    row("Toft called the report a fabrication.", "Toft", "called", "the report a fabrication"),
    row("The ministry called the claim baseless.", "The ministry", "called", "the claim baseless"),
    row("The minister described the photographs as fake.", "The minister", "described", "the photographs as fake"),
    row(
        "The army dismissed the report as enemy propaganda.", "The army", "dismissed", "the report as enemy propaganda"
    ),
    row('Altun called the allegation "pure invention".', "Altun", "called", 'the allegation "pure invention'),
]
LIGHT = [
    row("The mayor made a statement that the town had been taken.", "The mayor", "made", "the town had been taken"),
    row(
        "The ministry issued a denial that its guns had fired.",
        "The ministry",
        "issued",
        "its guns had fired",
        weak="'denial' is no noun of speech",
    ),
    row("The agency spread the news that the bridge had fallen.", "The agency", "spread", "the bridge had fallen"),
    row("The governor gave the number of dead as 23.", "The governor", "gave", "the number of dead as 23"),
]
SILENT = [
    row("The ministry declined to comment.", "The ministry", "declined to comment", "The ministry declined to comment"),
    row(
        "The Osmark Defence Ministry did not comment on the loss.",
        "The Osmark Defence Ministry",
        "did not comment",
        "The Osmark Defence Ministry did not comment on the loss",
    ),
    row(
        "There was no immediate comment from Veldoria.",
        "Veldoria",
        "no immediate comment",
        "There was no immediate comment from Veldoria",
    ),
    row(
        "Toft would neither confirm nor deny the loss of the town.",
        "Toft",
        "neither confirm nor deny",
        "Toft would neither confirm nor deny the loss of the town",
    ),
    row(
        "We asked the army who had fired. It refused to answer.",
        "It",
        "refused to answer",
        "It refused to answer",
        weak="a pronoun that declines is not taken for the speaker",
    ),
]
NOTICES = [
    row(
        "The claim could not be independently verified.",
        None,
        "could not be independently verified",
        "The claim could not be independently verified",
    ),
    row("Pelican could not verify the figures.", "Pelican", "could not verify", "Pelican could not verify the figures"),
    row(
        "Osmark says it holds the town, but this could not be confirmed.",
        None,
        "could not be confirmed",
        "this could not be confirmed",
    ),
    row(
        "It was not possible to verify the account.",
        None,
        "was not possible to verify",
        "It was not possible to verify the account",
    ),
]
FORMS = [
    *DIRECT,
    *INDIRECT,
    *MIXED,
    *INVERTED,
    *INSERTED,
    *ACCORDING,
    *COLON,
    *HEADLINE,
    *PARAGRAPHS,
    *PASSIVE,
    *CALLING,
    *LIGHT,
    *SILENT,
    *NOTICES,
]


@pytest.mark.parametrize("wanted", FORMS)
def test_speaker_cue_and_content(hear: Hear, wanted: Row) -> None:
    """Each form of attribution gives the words of its speaker, its cue and all pieces of its content."""
    check(hear(wanted.text), wanted)


@pytest.mark.parametrize(
    "text",
    [
        "The army took the bridge at dawn.",
        "Snow fell on the road to the pass.",
        "The so-called “special march” began in spring.",
        "A speech that lasted for three hours tired the crowd.",
        "The statement was three pages long.",
        "The soldiers crossed the river and left two boats on the bank.",
    ],
)
def test_what_nobody_is_made_to_say(hear: Hear, text: str) -> None:
    """Plain telling, a noun of speech without content and words in scare marks are attributed to nobody."""
    heard = hear(text)
    assert [heard.words(a.cue) for a in heard.attributions] == []
    assert all(claim.speaker is None and claim.quotation is Quotation.NARRATION for claim in heard.claims)


def test_a_cue_inside_a_quotation_is_part_of_what_is_said(hear: Hear) -> None:
    """Words that attribute inside a quotation do not take it from its speaker."""
    heard = hear("“The enemy says that he holds the mill,” General Brandel wrote.")
    assert {heard.words(a.speaker) for a in heard.attributions} == {"General Brandel"}


def test_two_cues_of_one_sentence_share_its_speaker(hear: Hear) -> None:
    """Denying A and saying B in one breath is two attributions of one speaker."""
    heard = hear("The army denied that it had left the town and said that fighting went on.")
    found = {(heard.words(a.cue), heard.words(a.speaker)) for a in heard.attributions}
    assert found == {("denied", "The army"), ("said", "The army")}


def test_attributions_stand_in_the_order_of_the_text(hear: Hear) -> None:
    """The order is that of the contents; each content lies in the text and none is empty."""
    heard = hear(
        "Maro said that the city had fallen. “It has come home,” he said.\n\n"
        "According to Toft, fighting goes on. The claim could not be verified."
    )
    starts = [a.contents[0].start for a in heard.attributions]
    assert starts == sorted(starts)
    assert len(starts) >= 4
    for attributed in heard.attributions:
        assert all(0 <= c.start < c.end <= len(heard.report.text) for c in attributed.contents)
        assert list(attributed.contents) == sorted(attributed.contents)
