"""The speakers of all claims -> one name for the spellings of one person, so that two reports do not make two of him.

Full names alone are joined, of one side or where one side is not known: a bare surname may be anybody's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.knowledge.variants import are_variants, parts
from rashomon.records import Claim


def with_one_name(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, in their order, with the spellings of each speaker's name brought to the most used one."""
    names = one_name(Counter((c.speaker.name, c.speaker.side) for c in claims if c.speaker and c.speaker.name))
    return [
        replace(claim, speaker=replace(claim.speaker, name=names[claim.speaker.name, claim.speaker.side]))
        if claim.speaker and claim.speaker.name and names[claim.speaker.name, claim.speaker.side] != claim.speaker.name
        else claim
        for claim in claims
    ]


def one_name(counts: Mapping[tuple[str, str | None], int]) -> dict[tuple[str, str | None], str]:
    """Return for each name and side the most used spelling of it; what has no other spelling stands for itself.

    >>> names = one_name({("Artsrun Hovhannissian", "Armenia"): 1, ("Artsrun Hovhannisyan", "Armenia"): 3})
    >>> names["Artsrun Hovhannissian", "Armenia"]
    'Artsrun Hovhannisyan'
    """
    found = {each: each[0] for each in counts}
    leading: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for name, side in sorted(counts, key=lambda each: (-counts[each], each[0], each[1] or "")):
        words = parts(name)
        if len(words) < 2:
            continue
        # Two spellings of a surname differ in one letter at most: they begin or end alike.
        keys = {f"^{words[-1][:3]}", f"{words[-1][-3:]}$"}
        near = [each for key in sorted(keys) for each in leading[key]]
        same = next((each for each in near if _one_side(each[1], side) and are_variants(each[0], name)), None)
        if same is not None:
            found[name, side] = same[0]
            continue
        for key in keys:
            leading[key].append((name, side))
    return found


def _one_side(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
