"""The files that a user adds to what is known, and the commands that check and show them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rashomon.errors import KnowledgeError
from rashomon.knowledge.loading import load_knowledge
from rashomon.showing.cli import main
from rashomon.showing.knowing import known_by
from rashomon.showing.knowledge_files import Given, sort_out

WAR = """
name = "War of the Ford"

[[side]]
name = "Imber"
demonyms = ["Imberian"]
capital = "Sund"

[[person]]
name = "Dara Quill"

[[person.office]]
role = "defence minister"
side = "Imber"
from = "2029-02"

[[place]]
id = "ford:vell"
names = [{ name = "Vell", used_by = ["Imber"] }, "Wella"]
kind = "town"
"""
OUTLETS = '[[outlet]]\nname = "Ferry Wire"\nagency = true\nside = "Imber"\n'
CUES = Path(__file__).parents[2] / "rashomon" / "knowledge" / "cues.toml"


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """Return a folder with a war, its outlets and one word list."""
    folder = tmp_path / "mine"
    (folder / "conflicts").mkdir(parents=True)
    (folder / "conflicts" / "ford.toml").write_text(WAR, encoding="utf-8")
    (folder / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    shutil.copy(CUES, folder)
    return folder


def knowledge(*arguments: object) -> Result:
    """Run a command of the group."""
    return CliRunner().invoke(main, ["knowledge", *map(str, arguments)])


def test_a_folder_is_sorted_into_what_adds_and_what_replaces(folder: Path) -> None:
    """Wars and outlets are added, each once however often it is named; the word lists name their folder."""
    war, outlets = folder / "conflicts" / "ford.toml", folder / "outlets.toml"
    assert sort_out([folder, war]) == Given((war, outlets), folder)
    assert sort_out([war, outlets, war]) == Given((war, outlets), None)
    assert sort_out([]) == Given((), None)


def test_two_folders_of_word_lists_are_refused(folder: Path, tmp_path: Path) -> None:
    """Word lists come from one folder; an empty folder is a mistake, not nothing."""
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(KnowledgeError, match="found none"):
        sort_out([other])
    shutil.copy(CUES, other)
    with pytest.raises(KnowledgeError, match="one folder"):
        sort_out([folder, other])


def test_a_copy_of_the_shipped_files_adds_nothing(tmp_path: Path) -> None:
    """Naming the shipped files again is no contradiction."""
    copy = tmp_path / "copy"
    shutil.copytree(CUES.parent, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    result = knowledge("check", copy)
    assert result.exit_code == 0, result.output
    assert "adds nothing that was not known" in result.stdout
    assert "the word lists can be used" in result.stdout


def test_check_counts_what_is_new(folder: Path) -> None:
    """A file that can be used ends with 0 and says how much it adds."""
    result = knowledge("check", folder / "conflicts" / "ford.toml")
    assert result.exit_code == 0, result.output
    assert "adds 1 war, 1 side, 1 person, 1 place" in result.stdout


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("war.toml", WAR.replace("kind", "sort"), "unknown field `sort`"),
        ("war.toml", WAR.replace('side = "Imber"', 'side = "Umber"'), "Umber"),
        ("war.toml", "[[place]\n", "TOML"),
        ("cues.toml", "[verb.nods]\nneutral = []\n", "stance"),
        ("cues.toml", "[noun]\nclaim = []\n", "evidence"),
        ("channels.toml", '[[channel]]\nname = "radio"\npatterns = ["("]\n', "regular expression"),
        ("roles.toml", "roles = 3\ntitles = []\nbodies = []\ngroups = []\nsame = []\n", "layout"),
    ],
)
def test_check_explains_a_mistake(tmp_path: Path, name: str, text: str, told: str) -> None:
    """A mistake ends with 2 and one line that names the file and what is wrong."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = knowledge("check", path)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert name in line
    assert told in line


def test_show_finds_each_kind_by_its_names(folder: Path) -> None:
    """A place, a person, a side and an outlet answer to each of their names, with rival names as equals."""
    mine = ("--knowledge", folder)
    assert knowledge("show", "Wella", *mine).stdout.startswith("place: Vell / Wella\n  town, ford:vell\n")
    assert "defence minister, Imber, from 2029-02" in knowledge("show", "quill", *mine).stdout
    assert knowledge("show", "Imberian", *mine).stdout.startswith("side: Imber\n")
    assert knowledge("show", "Sund", *mine).stdout.startswith("side: Imber\n")
    assert knowledge("show", "Ferry Wire", *mine).stdout.startswith("outlet: Ferry Wire (a wire agency)\n")
    nothing = knowledge("show", "Ferry Wire")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "0 found\n")


def test_show_prints_rows_of_json(folder: Path) -> None:
    """Each row says what it is, and holds every field."""
    (row,) = map(json.loads, knowledge("show", "Vell", "--json", "--knowledge", folder).stdout.splitlines())
    assert (row["is"], row["id"], row["lat"]) == ("place", "ford:vell", None)
    assert row["names"] == [{"name": "Vell", "used_by": ["Imber"]}, {"name": "Wella", "used_by": []}]


def test_every_place_is_shown_by_every_name() -> None:
    """Whatever name of a shipped place is asked for, the place is among the answers."""
    known = load_knowledge()
    for place in list(known.places.values())[::25]:
        for name in place.names:
            assert place in [each.record for each in known_by(known, name.name)]


def test_synonyms_of_ones_own_are_refused(tmp_path: Path) -> None:
    """Words that would not be used are not taken in silence."""
    (tmp_path / "synonyms.toml").write_text('verbs = ["take, grab"]\n')
    result = knowledge("check", tmp_path)
    assert result.exit_code == 2
    assert "synonyms.toml" in result.output
    assert "take it out" in result.output
