"""The control table: who is said to hold a place since when, who denies it, who conceded it."""

from __future__ import annotations

from tellings import War

from rashomon.records import Modality, Polarity, Stance


def test_a_row_for_each_place_holder_and_day() -> None:
    """Several tellings of one taking are one row; another place, another holder or another time is another row."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria")
    war.tell("Sovik", "Veldoria", by="Veldoria")
    war.tell("Maro", "Veldoria", by="Veldoria", at="Karsk")
    war.tell("Toft", "Osmark", by="Osmark")
    war.tell("Toft", "Osmark", by="Osmark", day="2003-05-08", said="2031-05-03")
    rows = [(r.place.name, r.holder, r.since and r.since.start, r.according_to) for r in war.reconciled().control]
    assert rows == [
        ("Karsk", "Veldoria", "2031-05-03", ("Maro",)),
        ("Vell", "Osmark", "2003-05-08", ("Toft",)),
        ("Vell", "Osmark", "2031-05-03", ("Toft",)),
        ("Vell", "Veldoria", "2031-05-03", ("Maro", "Sovik")),
    ]


def test_a_loss_names_who_gained() -> None:
    """Losing a place to somebody is a claim of their control."""
    war = War()
    war.tell("Toft", "Osmark", "control-loss", by="Osmark", to="Veldoria", stance=Stance.CONCEDES)
    gained = next(row for row in war.reconciled().control if row.until is None)
    assert (gained.holder, gained.according_to) == ("Veldoria", ("Toft",))


def test_who_denied_and_who_conceded() -> None:
    """The row carries the denials of its dispute and its concession with speaker and day."""
    war = War()
    war.tell("Maro", "Veldoria", by="Veldoria")
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    war.tell("Aske", "Osmark", "control-loss", to="Veldoria", stance=Stance.CONCEDES, day="2031-05-05")
    row = next(row for row in war.reconciled().control if row.since and row.since.start == "2031-05-03")
    assert row.denied_by == ("Toft",)
    assert row.conceded
    assert (row.conceded.speaker, row.conceded.on) == ("Aske", "2031-05-05")


def test_an_outlet_in_its_own_voice_is_named() -> None:
    """Narration is the outlet's own claim."""
    war = War()
    war.tell(None, None, by="Veldoria", outlet="Veldor Telegraph")
    (row,) = war.reconciled().control
    assert row.according_to == ("Veldor Telegraph",)


def test_what_is_not_said_to_be_so_gives_no_row() -> None:
    """Denials, plans, conditions, wishes and negations are no claims of control; without a place there is no row."""
    war = War()
    war.tell("Toft", "Osmark", by="Veldoria", stance=Stance.DENIES)
    war.tell("Maro", "Veldoria", by="Veldoria", modality=Modality.PLANNED)
    war.tell("Maro", "Veldoria", by="Veldoria", modality=Modality.CONDITIONAL)
    war.tell("Maro", "Veldoria", by="Veldoria", stance=Stance.WISHES)
    war.tell("Maro", "Veldoria", by="Veldoria", polarity=Polarity.NEGATIVE)
    war.tell("Maro", "Veldoria", by="Veldoria", at=None)
    war.tell("Maro", "Veldoria", "fighting", by="Veldoria")
    assert war.reconciled().control == ()
