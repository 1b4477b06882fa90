"""A seed -> reports of an invented war: happenings with their names, and texts about them from a small grammar.

Two texts of one happening share its names and facts, and otherwise only what the grammar makes by chance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from random import Random

from rashomon.records import Report

_SLOT = re.compile(r"\{(\w+)\}")
_SYLLABLES = (
    "bar bel dar dol fen gar hal ing jor kal ker lan lor mar mir nor ost pel ras sel tar tol ulm var vel wen zor"
)
_ENDINGS = "a ach au en grad ice in mund o ov sk stad ten um un"

_LISTS = {
    "who": "aid workers|bakers|border guards|bus drivers|clerks|councillors|deputies|diplomats|doctors|engineers|"
    "envoys|farmers|firefighters|fishermen|grocers|hauliers|journalists|labourers|lawyers|mechanics|medics|merchants|"
    "miners|monitors|musicians|neighbours|nurses|observers|officers|pensioners|pilots|porters|priests|railwaymen|"
    "recruits|refugees|residents|sailors|shepherds|shopkeepers|soldiers|students|surgeons|tailors|teachers|traders|"
    "translators|veterans|volunteers|witnesses",
    "one": "an adviser|an analyst|an aide|the chief of staff|a clerk of the court|the deputy mayor|a duty officer|"
    "the governor|the harbour master|the headmistress|the local commander|the mayor|a member of parliament|"
    "the ministry's press officer|the night porter|a paramedic|the police chief|the prefect|the quartermaster|"
    "a retired colonel|a spokeswoman|the stationmaster|a surveyor|the union leader|the vicar",
    "thing": "ammunition depot|apartment block|barn|barracks|brewery|bridge|bus station|cannery|cattle market|"
    "checkpoint|cinema|clinic|courthouse|customs house|dam|dockyard|embankment|ferry landing|foundry|fuel depot|"
    "garage|goods yard|grain store|greenhouse|hotel|kindergarten|library|lighthouse|mill|monastery|museum|orchard|"
    "post office|power station|prison|pumping station|quarry|radio mast|railway junction|refinery|school|"
    "slaughterhouse|stadium|sugar works|tannery|telephone exchange|town hall|tunnel|viaduct|vineyard|warehouse|"
    "watermill",
    "hurt": "abandoned|attacked|besieged|blocked|bombed|broken into|burnt out|captured|cleared|closed|cordoned off|"
    "cut off|damaged|destroyed|emptied|encircled|evacuated|flattened|flooded|fortified|handed over|hit|looted|mined|"
    "occupied|overrun|raided|recaptured|reopened|searched|seized|shelled|shut down|stormed|stripped|surrounded|swept",
    "says": "acknowledged|added|admitted|announced|argued|claimed|complained|conceded|confirmed|declared|denied|"
    "explained|hinted|insisted|maintained|noted|recalled|remarked|repeated|reported|revealed|stated|suggested|warned",
    "how": "angrily|at gunpoint|barely|briefly|carefully|deliberately|entirely|finally|gradually|hastily|heavily|"
    "in good order|in haste|in part|largely|narrowly|nearly|once more|openly|partly|quietly|reluctantly|repeatedly|"
    "secretly|suddenly|twice|under cover of smoke|unexpectedly|without a fight|without warning",
    "when": "a day earlier|after a lull of some hours|after dark|after midnight|as the rain stopped|at daybreak|"
    "at dusk|at first light|at lunchtime|before sunrise|by evening|during a ceasefire|during morning mass|"
    "for the third time this month|in heavy fog|in the afternoon|in the early hours|late at night|"
    "less than an hour later|on the eve of the talks|over the weekend|shortly after noon|since spring|the next morning|"
    "throughout the night|under a full moon|when the shops opened|while snow was falling|within minutes",
    "where": "across the river|along the canal|along the northern road|at the crossroads|behind the cemetery|"
    "below the castle|beside the reservoir|beyond the forest|close to the frontier|deep inside the suburbs|"
    "in the old quarter|in the eastern districts|in the hills|in the industrial zone|in the valley|near the airfield|"
    "on both banks|on the coast|on the outskirts|opposite the cathedral|outside the walls|south of the ridge|"
    "two streets from the market|under the cliffs|west of the marshes",
    "what": "artillery|armoured cars|barges|buses|cannons|cavalry|columns of lorries|drones|field kitchens|flares|"
    "generators|grenades|gunboats|heavy guns|helicopters|howitzers|infantry|landmines|leaflets|loudspeakers|"
    "machine guns|mortars|motorcycles|paratroopers|patrol boats|pontoons|rifles|rockets|sappers|scouts|shells|snipers|"
    "tanks|tractors|trenches|trucks",
    "need": "antibiotics|bandages|batteries|bedding|blankets|blood|bread|candles|cement|coal|diesel|drinking water|"
    "firewood|flour|fodder|insulin|lamp oil|medicine|milk|onions|passports|potatoes|rice|salt|seed|shoes|soap|stoves|"
    "sugar|tents|tinned meat|timber|tyres|vaccines|window glass|wool",
    "feel": "afraid|angry|bewildered|bitter|calm|cautious|cheerful|defiant|desperate|divided|doubtful|exhausted|"
    "grateful|grim|hopeful|hungry|impatient|indifferent|nervous|proud|relieved|resigned|silent|stubborn|suspicious|tired|uneasy",
    "number": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|sixty",
    "past": "armed|arrested|bandaged|bribed|buried|carried|cheered|chased|counted|crossed|delayed|escorted|fed|filmed|"
    "followed|guarded|guided|halted|hid|hired|housed|interviewed|led|loaded|mourned|moved|photographed|questioned|"
    "recruited|released|rescued|robbed|sheltered|stopped|summoned|taught|thanked|trained|treated|visited|warned|welcomed",
}
_SENTENCES = (
    "{When}, {what} reached {town} and the {thing} was {how} {hurt}.",
    "General {general} {says} that the {thing} {where} had been {hurt} {when}.",
    "{Who} from {town} {past} {number} {who} {where}, {one} {says}.",
    "“We have no {need} and very little {need},” {one} {says} {when}.",
    "The {thing} of {town} was {hurt} {when}, but {who} and {who} stayed {where}.",
    "According to {one}, {what} fired {how} at {who} {where}.",
    "{Number} {who} were killed and {number} {past} {when}.",
    "{Side} {says} that its {what} had {how} {past} the {who} of {town}.",
    "Nobody could say {when} who held the {thing} {where}.",
    "Many {who} are {feel}; others, like the {who} in the {thing}, seem {feel}.",
    "“They came with {what},” recalled {one}, who was {feel} and asked for {need}.",
    "Lorries with {need} and {need} left for {town} {when}, escorted by {what}.",
    "{One} {says}, {how}, that {number} {what} had been {hurt} {where}.",
    "In the {thing}, {who} {past} the wounded {when} and {past} {need} for the {who}.",
    "The river {river} can be crossed {where}, where {who} {past} {number} {what}.",
    "{Side} wants the {thing} back, and has {past} {what} {where} to get it.",
    "{Who} queued for {need} {where} while {what} {past} them.",
    "Neither {one} nor {one} would explain why the {thing} had been {hurt}.",
)
VOCABULARY = sorted({word for options in _LISTS.values() for word in re.findall(r"[a-z]+", options)})


def invented_name(dice: Random) -> str:
    """Return a name of three syllables that means nothing."""
    return (dice.choice(_SYLLABLES.split()) + dice.choice(_SYLLABLES.split()) + dice.choice(_ENDINGS.split())).title()


def happening(dice: Random) -> dict[str, str]:
    """Return the names that every telling of one happening shares."""
    return {what: invented_name(dice) for what in ("town", "general", "river", "side")}


def telling(names: Mapping[str, str], dice: Random, *, sentences: int = 14) -> str:
    """Return a text of so many sentences about a happening; 14 sentences are about 200 words."""

    def filled(slot: re.Match[str]) -> str:
        what = slot[1]
        name = names.get(what.lower())
        chosen = name or dice.choice(_LISTS[what.lower()].split("|"))
        return chosen[0].upper() + chosen[1:] if what[0].isupper() else chosen

    return " ".join(_SLOT.sub(filled, dice.choice(_SENTENCES)) for _ in range(sentences))


def changed(text: str, share: float, dice: Random) -> str:
    """Return a text with so great a share of its words, chosen by chance, replaced by other words of the grammar."""
    words = text.split()
    for place in dice.sample(range(len(words)), round(share * len(words))):
        words[place] = dice.choice(VOCABULARY)
    return " ".join(words)


def invented_report(key: str, text: str, *, outlet: str, published: str) -> Report:
    """Return a report with a text."""
    return Report(key, f"{key}.txt", sha256(text.encode()).hexdigest(), text, outlet=outlet, published=published)


def moments(number: int) -> Sequence[str]:
    """Return so many moments of publication, one a minute."""
    return [
        f"2031-{1 + n // 40320:02}-{1 + n // 1440 % 28:02}T{n // 60 % 24:02}:{n % 60:02}:00+00:00"
        for n in range(number)
    ]
