"""What is counted: the words after a quantity in, the name of the thing or the measure out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rashomon.reading.measures import MEASURE, MEASURE_FORMS, PERCENT, SQUARE, SQUARE_MILES, TIME_UNITS, named
from rashomon.reading.numbers import NUMBER_WORDS
from rashomon.reading.quantities import MONEY, STRONG, Quantity, quantity_at


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: its name, where its words end, and what befell it if the words say so.

    `again` counts some of what the figure before it counts: "seven of them children", "14 of which were intercepted".
    `bare` is a figure only if something befell those it counts: "one of the soldiers" died, "both pilots" were killed.
    `until` is where the words end that say what is counted, if they stand after another number: "two of five drones".
    """

    end: int
    what: str
    known: bool = True
    fate: str | None = None
    again: bool = False
    bare: bool = False
    until: int | None = None


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PEOPLE = {
    "people": "people person persons lives souls",
    "soldiers": "soldiers soldier servicemen serviceman servicewomen troops personnel conscripts reservists"
    " paratroopers paratrooper marines marine infantrymen",
    "fighters": "fighters fighter defenders defender combatants combatant",
    "militants": "militants militant insurgents insurgent terrorists terrorist",
    "rebels": "rebels rebel",
    "mercenaries": "mercenaries mercenary",
    "civilians": "civilians civilian",
    "children": "children child minors minor",
    "women": "women woman",
    "men": "men man",
    "residents": "residents resident villagers villager inhabitants citizens citizen",
    "officers": "officers officer",
    "journalists": "journalists journalist reporters reporter",
    "medics": "medics medic doctors doctor paramedics",
    "police": "policemen policeman police",
    "sailors": "sailors sailor seamen seaman",
    "pilots": "pilots pilot airmen airman",
    "crew": "crew crewmen crewman",
    "guards": "guards guard",
    "peacekeepers": "peacekeepers peacekeeper",
    "commanders": "commanders commander",
    "workers": "workers worker employees employee",
    "farmers": "farmers farmer",
    "families": "families family",
    "students": "students student pupils pupil schoolchildren",
    "teachers": "teachers teacher",
    "protesters": "protesters protester",
    "volunteers": "volunteers volunteer",
    "tourists": "tourists tourist",
    "migrants": "migrants migrant",
    "passengers": "passengers passenger",
    "hostages": "hostages hostage captives captive",
    "prisoners": "prisoners prisoner POWs POW",
    "others": "others",
}
_THINGS = {
    "cities": "cities city",
    "towns": "towns town",
    "villages": "villages village hamlets hamlet",
    "settlements": "settlements settlement",
    "districts": "districts district",
    "regions": "regions region",
    "hills": "hills hill heights",
    "houses": "houses house homes home",
    "tanks": "tanks tank",
    "vehicles": "vehicles vehicle cars car armour",
    "trucks": "trucks truck lorries lorry",
    "aircraft": "aircraft plane planes jet jets airplanes warplanes warplane fighter-jets",
    "helicopters": "helicopters helicopter",
    "drones": "drones drone UAVs UAV",
    "missiles": "missiles missile",
    "rockets": "rockets rocket",
    "shells": "shells shell",
    "artillery": "artillery howitzers howitzer guns gun mortars mortar",
    "launchers": "launchers launcher",
    "systems": "systems system",
    "ships": "ships ship warships warship vessels vessel",
    "boats": "boats boat speedboats speedboat",
    "dollars": "dollars dollar",
    "euros": "euros euro",
}
FATES = {
    "killed": "killed dead died slain perished fallen deaths death fatalities fatality bodies corpses martyred",
    "wounded": "wounded injured hurt injuries maimed",
    "captured": "captured",
    "detained": "detained arrested imprisoned",
    "abducted": "abducted kidnapped",
    "missing": "missing disappeared",
    "displaced": "displaced fled evacuated homeless refugees refugee uprooted evacuees",
    "casualties": "casualties casualty losses victims victim",
}


PEOPLE_FORMS, _THING_FORMS, FATE_FORMS = map(named, (PEOPLE, _THINGS, FATES))
_NOUNS = PEOPLE_FORMS | _THING_FORMS
_INVARIABLE = _words(
    "people men women children police policemen personnel aircraft artillery armour servicemen servicewomen troops "
    "crew crewmen seamen airmen infantrymen schoolchildren"
)
_SINGULARS = frozenset(form for form in _NOUNS if not form.endswith("s")) - _INVARIABLE
# Nouns that only finish the name of what stands before them: "city centers", "artillery pieces", "tank crews".
_TAILS = _words(
    "centers centres center centre pieces piece units unit batteries battery mounts installations members member"
)
_AGED = re.compile(r"[ -](?:old|olds|of age)\b", re.IGNORECASE)
_WORD = re.compile(r"[ \u00a0]{1,2}(?P<open>[“\"«])?(?P<word>[A-Za-z][\w’'-]*)(?(open)[”\"»])")
_OF_THEM = re.compile(
    r" of (?:the|its|their|our|his|her|these|those)(?= )| (?:units|pieces|items) of(?= )", re.IGNORECASE
)
_AGAIN = re.compile(
    r" of (?:them|whom|which|the (?P<fate>dead|killed|victims|wounded|injured|missing|captured|displaced))\b"
    r"(?! by)(?:,? (?:is|are|was|were)\b)?", re.IGNORECASE
)  # fmt: skip
_OUT_OF = re.compile(
    rf" (?:out )?of (?:the |its |their |all )?(?=\d|(?:{'|'.join(sorted(NUMBER_WORDS))})\b)", re.IGNORECASE
)
_PART_BEFORE = re.compile(
    rf"(?:\d|\b(?:{'|'.join(sorted(NUMBER_WORDS))})) (?:out )?of (?:the |its |their |all )?$", re.IGNORECASE
)
_TIMES = re.compile(
    r" times\b(?! (?:as|more|less|fewer|greater|higher|larger|bigger|the|a|an|per|over|that|its|their)\b)"
)
# A calibre is part of the name of a weapon: "152 mm howitzers", "of 152 mm calibre".
_CALIBRE = re.compile(
    r"[ -](?:calib(?:re|er)|guns?|howitzers?|mortars?|shells?|artillery|rounds?|rockets?|cannons?|mines?|projectiles?"
    r"|launchers?|self-propelled)\b", re.IGNORECASE
)  # fmt: skip
# A calibre or an age that stands between the number and its noun: "three 152-mm howitzers", "two 16-year-old boys".
_BETWEEN = re.compile(r" \d{1,3}(?:\.\d+)?(?:[ -]?(?:mm|millimet(?:re|er))\b|-years?-old)")
_DEMONYM = re.compile(
    r"[A-Z][a-z]+(?:ans|ens|[^aeiou]is)|Arabs|Britons|Bosniaks|Croats|Danes|Finns|Greeks|Jews|Kazakhs|Kurds|Poles|Serbs"
    r"|Swedes|Tajiks|Tatars|Turks|Uzbeks"
)
# The common designations of arms, in the plural: "two Su-25s", "three F-16s", "ten T-72s".
_DESIGNATION = re.compile(
    r"(?:(?P<aircraft>(?:Su|MiG|F|Il|An|Tu|L)-\d+\w*)|(?P<helicopters>(?:Mi|Ka|UH|AH|CH)-\d+\w*)"
    r"|(?P<tanks>T-\d+\w*)|(?P<vehicles>(?:BMP|BTR|BRDM)(?:-\d+)?|MT-LB)|(?P<drones>(?:TB|MQ|Shahed)-?\d+))s"
)
_AT_REST = re.compile(
    r" ?(?:[.,;:)]|$|(?:by|in|on|at|near|during|when|while|after|since|and|as|there|here|this|last|so|overnight)\b)"
)
_UNMANNED = re.compile(r" unmanned(?: \w+){0,2}? (?:vehicles?|aircraft|systems?|planes?)\b", re.IGNORECASE)
_OF_WAR = re.compile(r" of war\b", re.IGNORECASE)
_STOPS = _words(
    "a an the of in on at by to from for with without and or but nor as than that which who whom whose when where "
    "while were was is are be been being am have has had do does did will would can could may might must shall "
    "should not no it its they them their we us our you your he him his she her this these those there here if "
    "because since until against into onto over under near after before during between among about around per "
    "times said says say according also only so then thus left took take lost came went made hit struck entered "
    "attacked shelled killed still"
)
_THE = re.compile(r"\b(?:the|these|those|both|their|its|our|other) $", re.IGNORECASE)


def counted_after(text: str, quantity: Quantity) -> Counted | None:
    """Return what a quantity counts, or None where the words after it name nothing that can be counted."""
    mark = next((sign for sign in text[quantity.start : quantity.end] if sign in MONEY), None)
    if mark:
        return Counted(quantity.end, MONEY[mark])
    unmanned = _UNMANNED.match(text, quantity.end)
    if unmanned:
        return Counted(unmanned.end(), "drones")
    strong = STRONG.match(text, quantity.end)
    if strong:
        return Counted(strong.end(), "people")
    measured = _measured(text, quantity)
    if measured is not None:
        if measured.what == "mm" and _CALIBRE.match(text, measured.end):
            return None
        return None if _AGED.match(text, measured.end) else measured
    if text[quantity.end : quantity.end + 1] in ("-", "–", "—"):
        return None
    one = quantity.low == quantity.high == 1
    of = _some_of(text, quantity)
    if of is not None:
        return of
    counted = _noun(text, quantity.end, one=one and not text.startswith(" of ", quantity.end))
    if one and text.startswith(" of ", quantity.end):
        return replace(counted, bare=True) if counted and counted.known and counted.what in PEOPLE else None
    if text[quantity.start : quantity.end].lower() == "both":
        return replace(counted, bare=True) if counted and counted.what in PEOPLE else None
    if counted is None or counted.known:
        return counted
    year = quantity.plain and quantity.low is not None and 1500 <= quantity.low <= 2100
    if one or year or (quantity.small and _THE.search(text, max(0, quantity.start - 8), quantity.start)):
        return None
    return None if quantity.loose else counted


def _some_of(text: str, quantity: Quantity) -> Counted | None:
    """Return what "14 of which", "three of the wounded" and "two of five drones" count."""
    again = _AGAIN.match(text, quantity.end)
    if again:
        after = _noun(text, again.end(), one=False)
        named = after is not None and after.known and after.what in PEOPLE
        fate = FATE_FORMS[again["fate"].lower()] if again["fate"] else None
        if after is not None and named:
            return replace(after, fate=fate, again=fate is None)
        return Counted(again.end(), fate or "", fate=fate, again=fate is None)
    part = _OUT_OF.match(text, quantity.end)
    whole = quantity_at(text, part.end()) if part else None
    counted = _noun(text, whole.end, one=False) if whole else None
    if counted is None:
        return None
    return replace(counted, end=quantity.end, until=counted.end)


def part_before(text: str, start: int) -> bool:
    """Tell whether a number is the whole of which another was a part: the five of "two of five drones"."""
    return bool(_PART_BEFORE.search(text, max(0, start - 40), start))


def _measured(text: str, quantity: Quantity) -> Counted | None:
    """Return a share, a length, a weight or a time that a quantity measures."""
    match = PERCENT.match(text, quantity.end)
    if match:
        return Counted(match.end(), "per cent")
    match = _TIMES.match(text, quantity.end)
    if match and quantity.low != 1:
        return Counted(match.end(), "times")
    match = SQUARE.match(text, quantity.end)
    if match:
        return Counted(match.end(), "square km")
    match = SQUARE_MILES.match(text, quantity.end)
    if match:
        return Counted(match.end(), "square miles")
    match = MEASURE.match(text, quantity.end)
    if match is None:
        return None
    what = MEASURE_FORMS[match["unit"]]
    if match["unit"] == "m" and match["gap"] == " " and quantity.small:
        return None
    one = quantity.low == quantity.high == 1 and quantity.small
    return None if one and what in TIME_UNITS else Counted(match.end(), what)


def _noun(text: str, end: int, *, one: bool) -> Counted | None:
    """Return the noun that a number counts: the first known one of the next words, else a plural."""
    them = _OF_THEM.match(text, end)
    between = _BETWEEN.match(text, end)
    before = them or between
    position, fate, fated = before.end() if before else end, None, end
    guess: Counted | None = None
    for place in range(5):
        match = _WORD.match(text, position)
        if match is None:
            break
        word = re.sub(r"[’'](?:s)?$", "", match["word"]).lower()
        if word in _NOUNS and not (word == "others" and place):
            # A singular after a greater number only opens a compound: "3 town halls".
            whole = _whole_noun(text, match)
            if one and word == "people":
                return None  # "we are one people"
            if one or word not in _SINGULARS or whole.end > match.end():
                return replace(whole, fate=fate)
        if word in FATE_FORMS and guess is not None:
            # "four gunmen killed" suffered it, "two bombs killed six" did it.
            suffered = _AT_REST.match(text, match.end())
            return replace(guess, end=match.end(), fate=FATE_FORMS[word]) if suffered else guess
        if word in FATE_FORMS and fate is None and place <= 1:
            fate, fated = FATE_FORMS[word], match.end()
        elif word in _STOPS:
            break
        elif arms := _DESIGNATION.fullmatch(match["word"]):
            return Counted(match.end(), arms.lastgroup or "")
        elif place == 0 and _DEMONYM.fullmatch(match["word"]):
            guess = Counted(match.end(), "people")  # "84 Averrans"
        elif _plural(match["word"]) and (place <= 1 if guess is None else guess.end == position):
            guess = Counted(match.end(), word, known=False)
        position = match.end()
    if fate is not None:
        return Counted(fated, fate, fate=fate)
    return None if them else guess


def _whole_noun(text: str, match: re.Match[str]) -> Counted:
    """Follow a known noun to the end of its compound: "city centers", "police officers"."""
    what, end = _NOUNS[match["word"].lower().removesuffix("’s").removesuffix("'s").rstrip("’'")], match.end()
    while following := _WORD.match(text, end):
        word = following["word"].lower()
        if (word not in _TAILS and word not in _NOUNS) or word == "others":
            break
        what, end = _NOUNS.get(word, what), following.end()
    of_war = _OF_WAR.match(text, end) if what == "prisoners" else None
    return Counted(of_war.end() if of_war else end, what)


def _plural(word: str) -> bool:
    if not word.islower() or len(word) < 4:
        return False
    return word.endswith("men") or (word.endswith("s") and not word.endswith(("ss", "us", "is", "’s", "'s")))
