"""Idioms of the codebook as data: their pieces, what is refused, and the participles that go with verbs."""

from __future__ import annotations

from pathlib import Path

import pytest

from rashomon.errors import KnowledgeError
from rashomon.knowledge.idioms import Piece, parse_idiom
from rashomon.knowledge.lexicons import KINDS, load_codebook
from rashomon.knowledge.participles import participles_of


def test_pieces_of_an_idiom() -> None:
    """Words, alternatives, classes, gaps and optional words are told apart."""
    assert parse_idiom("hand over ?all .. <captive>", "here") == (
        Piece(frozenset({"hand"})),
        Piece(frozenset({"over"})),
        Piece(frozenset({"all"}), optional=True),
        Piece(),
        Piece(name="captive"),
    )
    assert parse_idiom("lay/put down arm", "here")[0].words == {"lay", "put"}


@pytest.mark.parametrize("written", ["", "<force> in town", ".. town", "?the town"])
def test_an_idiom_begins_with_a_word(written: str) -> None:
    """What could begin anywhere is refused, with the place where it stands."""
    with pytest.raises(KnowledgeError, match="codebook"):
        parse_idiom(written, "codebook.toml, rule 3")


def test_participles_lead_back_to_their_verbs() -> None:
    """Regular, doubled and irregular participles are known."""
    found = participles_of(["encircle", "bury", "trap", "shoot", "destroy"])
    assert [found[form] for form in ("encircled", "buried", "trapped", "shot", "destroyed")] == [
        "encircle", "bury", "trap", "shoot", "destroy",
    ]  # fmt: skip


def test_every_class_that_the_codebook_names_is_there() -> None:
    """No rule or idiom of the packaged codebook asks for a class that nothing can fit."""
    codebook = load_codebook()
    known = {*codebook.classes, "strict-place", "place-noun", "town", "nationality", "side", "meetable"}
    wanted = {
        name
        for rule in codebook.rules
        for field in (rule.object, rule.subject)
        for name in field.lstrip("?!").split("|")
        if name
    }
    wanted |= {
        piece.name for entries in codebook.by_idiom.values() for _, idiom in entries for piece in idiom if piece.name
    }
    assert wanted - known == set()


def test_every_kind_has_rules() -> None:
    """Each kind but `other` is told by some rule, and most by idioms too."""
    codebook = load_codebook()
    assert {rule.kind for rule in codebook.rules} == set(KINDS) - {"other"}
    assert {rule.kind for rule in codebook.rules if rule.idioms} == set(KINDS) - {"other"}


def test_an_idiom_of_a_users_codebook_is_checked(tmp_path: Path) -> None:
    """A codebook with an idiom that begins with a gap is refused, and the rule is named."""
    (tmp_path / "codebook.toml").write_text('[class]\nplace = []\n[[rule]]\nkind = "attack"\nidioms = [".. fire"]\n')
    with pytest.raises(KnowledgeError, match="rule 1"):
        load_codebook(tmp_path)
