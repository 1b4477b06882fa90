"""The documents: what they show runs, and what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_the_war_of_the_guide_can_be_loaded(tmp_path: Path) -> None:
    """The TOML of docs/how_to_add_a_war.md is a knowledge file: its sides, offices and rival names are known."""
    from rashomon.knowledge.loading import load_knowledge

    guide = (ROOT / "docs" / "how_to_add_a_war.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    path = tmp_path / "ford.toml"
    path.write_text(shown, encoding="utf-8")
    knowledge = load_knowledge(extra=[path])
    assert knowledge.side_of_person("Dara Quill", on="2031-05-03") == "Tarvia"
    assert knowledge.places_named("Wella") == knowledge.places_named("Vell") != ()
    assert knowledge.capital_side("Sund") == "Imber"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_in_the_documents_exist(page: Path) -> None:
    """Every `rashomon COMMAND --option` of a document is a command with that option."""
    from rashomon.showing.cli import main

    text = re.sub(r"\\\n\s*", "", page.read_text(encoding="utf-8"))
    shown = re.findall(r"(?:^|`)(?:\.venv/bin/)?rashomon ([a-z][^\n`|>]*)", text, re.MULTILINE)
    for line in shown:
        command: click.Command = main
        words = line.split()
        while isinstance(command, click.Group) and words:
            assert words[0] in command.commands, f"{page.name}: rashomon {line}"
            command, words = command.commands[words[0]], words[1:]
        known = {option for given in command.params for option in given.opts} | {"--help"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, f"{page.name}: rashomon {line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_the_documents_hold(page: Path) -> None:
    """Every link to a file of the repository leads to one."""
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_in_the_documents_exist(page: Path) -> None:
    """Every `make TARGET` of a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)(?=$|`)", page.read_text(encoding="utf-8"), re.MULTILINE)) <= targets
