"""What befell the people counted: the words round a figure in, killed, wounded, captured, missing or displaced out."""

from __future__ import annotations

import re

from rashomon.reading.countables import FATES, PEOPLE, PEOPLE_FORMS, Counted
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.quantities import Quantity

_AUX = (
    r"were|was|are|is|have|has|had|been|being|be|got|reportedly|also|already|reported|confirmed|who|that|feared|believed"
    r"|allegedly|found|left|remain|remained|still|later|others|more|now|taken|being|in total|so far"
    r"|all|shot and|hit and|lay|lie|lying|may|might|could|would|will|must|should|[a-z]+ly"
)
_SLAIN = (
    r"shot dead|shot to death|gunned down|beheaded|executed|murdered|massacred|slaughtered|hanged|martyred|eliminated"
    r"|liquidated"
)
_LOST = r"(?:burned|burnt|froze|starved) to death|lost (?:their|his|her) (?:lives|life)"
_FELL = r"fallen|fell(?= (?:in|at|on|there|during|near|under|around)\b| ?[.,;])"
_HURT = r"(?:sustain|suffer|receiv)(?:ed|ing) (?:[\w-]+ ){0,3}(?:wounds|injuries|burns|concussions?)"
_HELD = r"(?:(?:held|kept) )?(?:prisoner|captive|hostage)|(?:held|kept) in (?:camps?|captivity|jails?|prisons?)"
_HOMELESS = r"(?:left|lost) their homes|forced (?:to (?:flee|leave)|from their homes)"
_BEFELL = (
    ("casualties", r"(?:killed|dead) (?:and|or) (?:wounded|injured)"),
    ("killed", rf"killed|dead|died|slain|perished|drowned|among the (?:dead|killed)|{_LOST}|{_SLAIN}|{_FELL}"),
    ("wounded", rf"wounded|injured|hurt|maimed|among the (?:wounded|injured)|{_HURT}"),
    ("captured", rf"(?:surrendered and (?:was|were) (?:taken )?)?(?:captured|{_HELD})"),
    ("detained", r"detained|arrested|imprisoned|jailed"),
    ("abducted", r"abducted|kidnapped"),
    ("missing", r"missing|disappeared|unaccounted for"),
    ("displaced", rf"displaced|fled|evacuated|homeless|uprooted|{_HOMELESS}"),
)
_NO_NAME = rf"(?:who|which|that|where|when|while|as|and|or|but|after|before|{'|'.join(NUMBER_WORDS)})\b"
_ITEM = rf"(?:,(?: and)?| and) (?:an?|the|\d+|{'|'.join(NUMBER_WORDS)})(?: (?!{_NO_NAME})[\w’'-]+){{1,5}}?"
# "Eighty militants, two trucks and a mortar were destroyed": said of people among things, it means that they died.
_DESTROYED = re.compile(rf"(?:{_ITEM}){{0,5}} (?:were|was|have been|has been) (?:destroyed|wiped out)\b", re.IGNORECASE)
# What may stand between the people and the verb: "100 inhabitants of the lower town were killed";
# and those who shared their lot: "14 soldiers and a civilian were killed".
_WHERE = rf"(?P<where> (?:of|from|in|at|near|on|and (?:an?|the|their|his))(?: (?!{_NO_NAME}|\d)[\w’'-]+){{1,4}}?)"
AFTER = re.compile(
    rf"(?:,[^,.;:\n]{{1,60}},(?: \d{{1,2}},)?|{_WHERE})?(?P<aux>(?: (?:{_AUX})\b){{0,5}}) "
    rf"(?:{'|'.join(f'(?P<{fate}>{words})' for fate, words in _BEFELL)})\b(?P<rest>.{{0,24}})",
    re.IGNORECASE,
)
_BE = r"(?:is|are|was|were)"
_KILLING = (
    r"kill(?:ed|ing|s)?|shooting dead|gunning down|behead(?:ing|s)|execut(?:ing|es)|murder(?:ing|s)|massacr(?:ing|es)"
    r"|slaughter(?:ing|s)|eliminat(?:ing|es)|liquidat(?:ing|es)"
)
_LIVES = r"claim(?:ed|ing)? the lives of|took the lives of|killings? of|deaths? of|bodies of|the lives of"
_DIED_AMONG = r"(?:died|dead|killed|perished), (?:including|among them)"
_HURT_AMONG = r"(?:wounded|injured|hurt), (?:including|among them)"
_DEEDS = (
    ("casualties", r"(?:killed|killing|kill) (?:and|or) (?:wounded|wounding|wound|injured|injuring|injure)"),
    ("killed", rf"{_KILLING}|{_SLAIN}|(?:killed|martyred|among the (?:dead|killed)) {_BE}|{_LIVES}|{_DIED_AMONG}"),
    (
        "wounded",
        rf"wound(?:ed|ing|s)?|injur(?:ed|ing|es)|hurt(?:ing)?|among the (?:wounded|injured) {_BE}|{_HURT_AMONG}",
    ),
    ("captured", r"captur(?:ed|ing|es)|took prisoner|taken prisoner"),
    ("detained", r"detain(?:ed|ing|s)?|arrest(?:ed|ing|s)?"),
    ("abducted", r"abduct(?:ed|ing|s)?|kidnap(?:ped|ping|s)?"),
    ("missing", rf"among the missing {_BE}"),
    ("displaced", r"evacuat(?:ed|ing)|displac(?:ed|ing)|flight of|forc(?:ed|ing)"),
)
_BEFORE = re.compile(rf"\b(?:{'|'.join(f'(?P<{fate}>{words})' for fate, words in _DEEDS)}) $", re.IGNORECASE)
_TAKING = re.compile(r"\b(?:took|take[ns]?|taking|seiz(?:ed|ing)|hold(?:s|ing)?|held) $", re.IGNORECASE)
_LOSING = re.compile(r"\b(?:lost|lose[sd]?|losing|loss of) $", re.IGNORECASE)
_NEAR, _FAR = 40, 110  # characters before a number in which a deed, or a toll, may stand
_TAKEN_LIVES = re.compile(r"\b(?:cost|costs|costing|claim(?:ed|ing|s)?|took|taken?|taking|lost) $", re.IGNORECASE)
_LIVES_OF_THEIRS = re.compile(r" their (?:lives|life)\b", re.IGNORECASE)
_CLOSED = re.compile(r"[.,;]")
_AT_HOME = frozenset(["people", "civilians", "residents", "families", "children", "women"])
_LEAVING = re.compile(
    r" (?:have |has |had )?left the (?:town|city|village|region|country|area|district)\b", re.IGNORECASE
)
_WHOM = "|".join(sorted(PEOPLE_FORMS, key=len, reverse=True))
_TOLL = re.compile(
    rf"\b(?:death toll|toll|deaths|fatalities|(?P<casualties>casualties|losses)"
    r"|(?:number of|put(?:s|ting)? (?:the|its|their|his|her)) (?:the )?(?:[\w-]+ ){0,3}?"
    rf"(?:(?P<whom>{_WHOM}) )?(?:(?P<wounded>wounded|injured)|(?P<captured>captured|prisoners)|(?P<missing>missing)"
    r"|(?P<displaced>displaced|refugees)|dead|deaths|fatalities|killed))\b"
    r"(?:[^.;\n\d]{0,60}?(?: from [\d,.]+)? (?:to|at|of|is|was|are|were|as|now|put|reach(?:ed|es)|hit|pass(?:ed|es)"
    r"|climbed|climbs|risen|rose|gr[eo]wn?|jumped))? $",
    re.IGNORECASE,
)
_INTRANSITIVE = frozenset(["dead", "died", "perished", "drowned", "missing", "disappeared", "fled", "homeless", "hurt"])
_TRANSITIVE = frozenset(
    [
        "killed",
        "wounded",
        "injured",
        "captured",
        "detained",
        "displaced",
        *_SLAIN.split("|"),
    ]
)
_ACTIVE = re.compile(r"\b(?:who|that|have|has|had)$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|got)\b", re.IGNORECASE)
_OBJECT = re.compile(
    rf" (?:an?|the|their|its|his|at least|about|around|some|up to|more|several|dozens|\d|{'|'.join(NUMBER_WORDS)})\b",
    re.IGNORECASE,
)
LIST = re.compile(
    r"(?:,| and|, and|,? as well as|, including|,? among (?:them|whom)|,? plus) $|, (?:and )?(?:including )?$",
    re.IGNORECASE,
)


def fate_of(text: str, quantity: Quantity, counted: Counted | None) -> str | None:
    """Return what befell the people counted, by the words at, after and before the figure."""
    if counted and counted.fate:
        deed = deed_before(text, quantity.start) if counted.what in PEOPLE else None
        return deed or counted.fate  # "executed 22 captured soldiers"
    after = AFTER.match(text, (counted.until or counted.end) if counted else quantity.end)
    window = max(0, quantity.start - _NEAR)
    before = _BEFORE.search(text, window, quantity.start)
    if before and not (after and after["aux"].strip()):
        return fate_named(before)
    if after and _suffered(after) and (_passive(after) or counted is None or (counted.known and not after["where"])):
        return fate_named(after)
    if before:
        return fate_named(before)
    if counted and counted.what in PEOPLE:
        return _fate_of_people(text, quantity, counted)
    if counted is None and _LOSING.search(text, window, quantity.start) and _CLOSED.match(text, quantity.end):
        return "killed"
    return _fate_of_toll(text, quantity.start) if counted is None else None


def _fate_of_people(text: str, quantity: Quantity, counted: Counted) -> str | None:
    """Return what befell those whom only people's words tell of: they lost their lives, or left the town."""
    window, start = max(0, quantity.start - _NEAR), quantity.start
    lives = text.endswith(("lives", "souls"), quantity.end, counted.end) or _LIVES_OF_THEIRS.match(text, counted.end)
    if lives and _TAKEN_LIVES.search(text, window, start):
        return "killed"
    if counted.what in {"prisoners", "hostages"} and _TAKING.search(text, window, start):
        return "captured"
    if _LOSING.search(text, window, start) or _DESTROYED.match(text, counted.end):
        return "killed"
    if counted.what in _AT_HOME and _LEAVING.match(text, counted.end):
        return "displaced"
    return _fate_of_toll(text, start)


def _fate_of_toll(text: str, start: int) -> str | None:
    toll = _TOLL.search(text, max(0, start - _FAR), start)
    return (fate_named(toll) or "killed") if toll else None


def deed_before(text: str, start: int) -> str | None:
    """Return what a verb right before an offset does to people: "wounding a third"."""
    before = _BEFORE.search(text, max(0, start - _NEAR), start)
    return fate_named(before) if before else None


def whom_of_toll(text: str, start: int) -> str | None:
    """Return whom a toll counts that stands before its number: "the number of civilians killed rose to 87"."""
    toll = _TOLL.search(text, max(0, start - _FAR), start)
    return PEOPLE_FORMS[toll["whom"].lower()] if toll and toll["whom"] else None


def _passive(after: re.Match[str]) -> bool:
    """Return whether the words leave no doubt who suffered: "were killed", "died"."""
    return bool(_PASSIVE.search(after["aux"])) or _verb(after) in _INTRANSITIVE


def _verb(after: re.Match[str]) -> str:
    return next(word for fate, _ in _BEFELL if (word := after[fate])).lower()


def _suffered(after: re.Match[str]) -> bool:
    """Return whether the people suffered it, rather than did it to others: "three soldiers who killed civilians"."""
    verb = _verb(after)
    if verb in _TRANSITIVE and _ACTIVE.search(after["aux"]):
        return False
    return bool(after["aux"].strip()) or verb in _INTRANSITIVE or not _OBJECT.match(after["rest"])


def fate_named(match: re.Match[str]) -> str | None:
    """Return the fate whose words a pattern found."""
    return next((fate for fate, words in match.groupdict().items() if words and fate in FATES), None)
