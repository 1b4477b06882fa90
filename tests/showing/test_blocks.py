"""Disputes as blocks for a terminal: what is quoted, in which order, and what is not said twice."""

from __future__ import annotations

from dataclasses import replace

import invented_war as war

from rashomon.records import Claim, Denial, Position, Stance
from rashomon.showing.blocks import SHOWN, dispute_blocks
from rashomon.showing.wording import stance_words


def lines_of(*claims: Claim, **fields: object) -> list[str]:
    """Return the lines of a dispute with one position on these claims."""
    position: Position = replace(war.HOLDS.positions[0], claims=tuple(each.id for each in claims), **fields)
    return [line.words for line in next(iter(dispute_blocks([replace(war.HOLDS, positions=(position,))], claims)))]


def test_a_block_quotes_the_first_claims_and_counts_the_rest() -> None:
    """A position with more claims than fit shows the first by time, and says how many more there are."""
    claims = [replace(war.A1, id=f"x{number}", words=f"words {number}") for number in range(SHOWN + 2)]
    lines = lines_of(*claims)
    assert [words for words in lines if words.startswith("“words")] == [f"“words {n}”" for n in range(SHOWN)]
    assert lines[-1] == "and 2 more"
    assert not any("more" in words for words in lines_of(*claims[:SHOWN]))


def test_a_wire_report_stands_before_its_reprint_of_the_same_day() -> None:
    """Claims of one day stand by the moment of publication, whatever their zones and their order in the position."""
    base = replace(war.A1, said_on=None)
    claims = [
        replace(base, id="a", words="undated", published=None),
        replace(base, id="b", words="day alone", published="2031-03-03"),
        replace(base, id="c", words="reprint", published="2031-03-03T13:05:00-05:00"),
        replace(base, id="d", words="wire", published="2031-03-03T17:40:00+04:00"),
    ]
    shown = [words for words in lines_of(*claims) if words.startswith("“")]
    assert shown == ["“wire”", "“reprint”", "“day alone”"]


def test_nothing_is_said_twice() -> None:
    """Words that are the proposition stand once; a speaker of two quotes is named once; an outlet's own voice too."""
    first, second = replace(war.A1, id="a"), replace(war.A1, id="b", words="It is ours")
    lines = lines_of(first, second, proposition=first.words)
    assert lines.count("SAYS") == 1
    assert sum(first.words in words for words in lines) == 1
    assert sum("Mirelle Aune" in words for words in lines) == 1
    own = lines_of(war.B5)
    assert sum("Velmark Courier" in words for words in own) == 1


def test_a_verb_is_repeated_only_where_it_differs() -> None:
    """Who does what the whole position does is named alone; another verb is told."""
    lines = lines_of(war.A1, replace(war.B1, id="x"))
    assert "Mirelle Aune (president; Ardenia):" in lines
    assert "Velmark Ministry of Defence (Velmark) denies, outright:" in lines


def test_a_stance_that_is_its_own_way_of_denial_is_said_once() -> None:
    """No comment and no verification need no second words."""
    assert stance_words(Stance.UNVERIFIED, Denial.UNVERIFIED) == "could not verify"
    assert stance_words(Stance.DECLINES, Denial.NO_COMMENT) == "declines to comment"


def test_the_life_of_a_dispute_is_one_line() -> None:
    """Who claimed, denied and conceded is named with side and day; further voices are only counted."""
    lines = [line.words for line in next(iter(dispute_blocks([replace(war.HOLDS, life=war.LIFE)], war.CLAIMS)))]
    (life,) = [words for words in lines if words.startswith("claimed by")]
    assert life == (
        "claimed by Mirelle Aune (Ardenia) on 3 March 2031 · denied by Velmark Ministry of Defence (Velmark) on "
        "3 March 2031 · denied by 1 more speaker · conceded by the general staff (Velmark) on 6 March 2031"
    )
    assert not [words for words in lines_of(war.A1) if words.startswith("claimed by")]
