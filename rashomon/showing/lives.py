"""The life of a dispute -> one line: claimed by whom and when, repeated by how many, denied, conceded, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.records import Deed, Moment
from rashomon.showing.moments import moment_words
from rashomon.showing.wording import count_words, outlet_words

_COUNTED = {Deed.REPEATED: "repeated by {}", Deed.DENIED: "denied by {}"}


def life_words(life: Sequence[Moment]) -> str:
    """Return the life of a dispute in the order of time; who says again what others said is only counted.

    >>> at, by = "2031-05-03", ("Maro", "Veldoria", "Isle Courier", "c1")
    >>> life_words([Moment(at, Deed.CLAIMED, *by), Moment(at, Deed.REPEATED, *by), Moment(at, Deed.SILENT, *by)])
    'claimed by Maro (Veldoria) on 3 May 2031 · repeated by 1 speaker · Veldoria silent since 3 May 2031'
    """
    told: list[str] = []
    counts: dict[Deed, int] = {}
    denied = False
    for moment in life:
        if moment.what is Deed.REPEATED or (moment.what is Deed.DENIED and denied):
            if not counts.get(moment.what):
                told.append(_COUNTED[moment.what])
            counts[moment.what] = counts.get(moment.what, 0) + 1
            continue
        denied = denied or moment.what is Deed.DENIED
        told.append(_moment(moment))
    nouns = {Deed.REPEATED: "speaker", Deed.DENIED: "more speaker"}
    shown = {_COUNTED[deed]: count_words(count, nouns[deed]) for deed, count in counts.items()}
    return " · ".join(each.format(shown[each]) if each in shown else each for each in told)


def _moment(moment: Moment) -> str:
    on = moment_words(moment.on)
    if moment.what is Deed.SILENT:
        return f"{moment.side} silent since {on}"
    who = moment.who or outlet_words(moment.outlet)
    who = f"{who} ({moment.side})" if moment.side and moment.side != who else who
    return f"{moment.what.value} by {who}{f' on {on}' if on else ''}"
