"""The commands, on a ledger of the invented war."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click
import invented_war as war
import msgspec
import pytest
from click.testing import CliRunner, Result

from rashomon.ledger.ledger import Ledger
from rashomon.records import Claim, Control, Copy, Dispute, Figures, Position, Report, Skipped, Utterance
from rashomon.showing.cli import main
from rashomon.showing.commands_knowledge import knowledge
from rashomon.showing.examples import Exampled

Run = Callable[..., Result]
COMMANDS = {name: each for name, each in main.commands.items() if not isinstance(each, click.Group)}
COMMANDS |= {f"knowledge {name}": each for name, each in knowledge.commands.items()}
LISTS = sorted(set(COMMANDS) - {"build", "doctor", "knowledge check", "knowledge show", "mentions"})
PROGRAM = [sys.executable, "-c", "from rashomon.showing.cli import main; main(prog_name='rashomon')"]
ROOT = Path(__file__).parents[2]


def records(result: Result, kind: type) -> list[object]:
    """Return the records that a command printed as JSON lines."""
    assert result.exit_code == 0, result.output
    return [msgspec.json.decode(line, type=kind) for line in result.stdout_bytes.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "kind", "expected"),
    [
        (["claims"], Claim, war.CLAIMS),
        (["disputes"], Dispute, war.DISPUTES),
        (["reports"], Report, war.REPORTS),
        (["reports", "--skipped"], Skipped, war.SKIPPED),
        (["control"], Control, war.CONTROL),
        (["figures"], Figures, war.FIGURES),
        (["utterances"], Utterance, war.UTTERANCES),
        (["copies"], Copy, war.COPIES),
    ],
)
def test_json_lines_decode_to_the_records_of_the_ledger(
    rashomon: Run, arguments: list[str], kind: type, expected: tuple[object, ...]
) -> None:
    """Each list printed as JSON gives back exactly the records, in the order of the ledger."""
    assert records(rashomon(*arguments, "--json"), kind) == list(expected)


def test_json_has_the_fields_that_the_design_names(rashomon: Run) -> None:
    """Spans are arrays, intervals say from and to, and unknown is null."""
    line = json.loads(rashomon("claims", "--json", "--stance", "denies").stdout)
    assert line["span"] == [39, 56]
    assert line["event"]["when"] == {"from": "2031-03-03", "to": "2031-03-03", "precision": "day"}
    assert line["said_on"] is None


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["claims", "--place", "KORVÁD", "--speaker", "dorn"], ["b2", "b3", "b4"]),
        (["claims", "--side", "ardenia", "--kind", "control-gain", "--outlet", "herald"], ["a1", "a2"]),
        (["claims", "--stance", "DENIES", "--stance", "concedes"], ["b1", "d1"]),
        (["claims", "--place", "nowhere"], []),
        (["disputes", "--status", "contested"], ["dispute-2"]),
        (["disputes", "--speaker", "general staff"], ["dispute-1"]),
        (["disputes", "--outlet", "Courier", "--kind", "other"], ["dispute-3"]),
        (["control", "--side", "velmark"], ["control-1", "control-2"]),
        (["control", "--outlet", "courier"], ["control-2"]),
        (["figures", "--what", "missing", "--speaker", "dorn"], ["figures-1"]),
        (["figures", "--what", "Soldiers", "--place", "Korvath", "--rival"], ["figures-1"]),
        (["figures", "--what", "killed"], []),
        (["figures", "--outlet", "herald"], []),
        (["utterances", "--outlet", "evening post"], ["utterance-1"]),
        (["utterances", "--speaker", "Dorn"], []),
        (["copies", "--outlet", "northern wire"], ["copy-1"]),
        (["copies", "--outlet", "courier"], []),
        (["reports", "--outlet", "courier"], ["report-2", "report-4"]),
        (["reports", "--place", "Tesh bridge"], ["report-2"]),
    ],
)
def test_filters_narrow_every_list(rashomon: Run, arguments: list[str], expected: list[str]) -> None:
    """A list under a filter holds what answers, and nothing else."""
    result = rashomon(*arguments, "--json")
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == expected


@pytest.mark.parametrize("moment", ["2031-03-04", "2031-03-04T09:00Z", "2031-03-04T10:00+01:00", "2031-03-07T08:59"])
def test_as_of_answers_as_the_ledger_stood(rashomon: Run, moment: str) -> None:
    """What the ledger learnt later is not in the answer."""
    found = records(rashomon("claims", "--json", "--as-of", moment), Claim)
    assert found == [each for each in war.CLAIMS if each.report in {"report-1", "report-2"}]
    assert rashomon("disputes", "--json", "--as-of", moment).stdout == ""
    assert rashomon("search", "general staff", "--json", "--as-of", moment).stdout == ""


def test_as_of_before_everything_is_empty(rashomon: Run) -> None:
    """Before its first entry the ledger held nothing."""
    assert rashomon("claims", "--json", "--as-of", "2031-03-03").stdout == ""


def test_plain_lines_are_tab_separated_under_their_heads(rashomon: Run) -> None:
    """Where no terminal reads, a list is one line a record with the same number of cells as the heads."""
    for command in ("claims", "disputes", "reports", "control", "figures", "utterances", "copies"):
        lines = rashomon(command).stdout.splitlines()
        assert len({line.count("\t") for line in lines}) == 1
    assert len(rashomon("claims").stdout.splitlines()) == len(war.CLAIMS) + 1


def test_disputes_read_as_blocks_on_demand(rashomon: Run) -> None:
    """Each dispute is told with its question, status, positions, and the quoted words with outlet and day."""
    shown = rashomon("disputes", "--text", "--status", "conceded").stdout
    for part in (
        "Who holds Korvad / Korvath on 3 March 2031?\n",
        "conceded\n",
        "conceded by the general staff (Velmark) on 6 March 2031\n",
        "DENIES, WITH A COUNTER-CLAIM: Velmark holds the centre of Korvad\n",
        "“we hold the centre”\n",
        "Velmark Courier · 3 March 2031 · via Telegram\n",
    ):
        assert part in shown


def test_figures_are_told_one_line_each(rashomon: Run) -> None:
    """Each telling stands with its speaker, side and ends, and beside it the ends over all; a fall is told once."""
    heads, *lines = (line.split("\t") for line in rashomon("figures").stdout.splitlines())
    told = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [(each["speaker"], each["low"], each["best"], each["high"]) for each in told] == [
        ("Teodor Dorn", "12", "", "15"),
        ("the general staff", "", "10", ""),
    ]
    assert {(each["lowest"], each["leading"], each["highest"], each["rival"]) for each in told} == {
        ("10", "", "15", "rival")
    }


def test_search_finds_words(rashomon: Run) -> None:
    """A search gives the reports and claims that hold the words."""
    hits = [json.loads(line) for line in rashomon("search", "we hold the centre", "--json").stdout.splitlines()]
    assert {(hit["kind"], hit["key"]) for hit in hits} == {("claim", "b2"), ("claim", "b3"), ("report", "report-2")}
    assert len(rashomon("search", "korvad", "--limit", "2", "--json").stdout.splitlines()) == 2


def test_verify_counts_the_entries_and_holds_a_head_to_its_word(rashomon: Run, war_ledger: Path) -> None:
    """An unchanged ledger verifies with its own head, and not with another."""
    with Ledger.open(war_ledger, readonly=True) as ledger:
        head = ledger.head()
    assert head is not None
    assert rashomon("verify", "--head", f"{head.number}:{head.hash}").exit_code == 0
    broken = rashomon("verify", "--head", f"{head.number}:{'0' * 64}")
    assert broken.exit_code == 1
    assert broken.stderr.startswith("Error: ")
    assert len(broken.stderr.splitlines()) == 1


def test_report_writes_one_page_and_the_same_bytes_twice(rashomon: Run, tmp_path: Path) -> None:
    """The file and standard output get the same bytes, and a second run changes nothing."""
    page = tmp_path / "page.html"
    assert rashomon("report", "-o", str(page)).exit_code == 0
    first = page.read_bytes()
    assert rashomon("report", "-o", str(page)).exit_code == 0
    assert page.read_bytes() == first == rashomon("report", "-o", "-").stdout_bytes
    assert [each.name for each in tmp_path.iterdir()] == ["page.html"]


def test_an_earlier_page_does_not_change_when_later_entries_come(rashomon: Run, tmp_path: Path) -> None:
    """A briefing as of a past moment has the same bytes before and after the ledger grew."""
    path = tmp_path / "growing.sqlite"
    with Ledger.open(path) as ledger:
        ledger.append([war.HERALD], recorded=war_day(4))
    before = rashomon("report", "-o", "-", "--as-of", "2031-03-05", ledger=path).stdout_bytes
    with Ledger.open(path) as ledger:
        ledger.append([war.COURIER], recorded=war_day(6))
    assert rashomon("report", "-o", "-", "--as-of", "2031-03-05", ledger=path).stdout_bytes == before
    assert rashomon("report", "-o", "-", ledger=path).stdout_bytes != before


def war_day(number: int) -> datetime:
    """Return noon of a day in March 2031."""
    return datetime(2031, 3, number, 12, tzinfo=UTC)


def test_a_page_that_cannot_be_written_is_one_clear_line(rashomon: Run, tmp_path: Path) -> None:
    """A folder that is not there is named, without a traceback."""
    result = rashomon("report", "-o", str(tmp_path / "nowhere" / "page.html"))
    assert result.exit_code == 1
    assert "nowhere" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["claims", "--as-of", "yesterday"],
        ["claims", "--stance", "lies"],
        ["claims", "--place", "—"],
        ["disputes", "--status", "settled"],
        ["reports", "--skipped", "--outlet", "Herald"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["verify", "--head", "no head"],
        ["build"],
        ["build", "no/such/place"],
        ["build", "--column", "text", "."],
        ["build", "--settings", "no/such.toml", "."],
        ["build", "--recorded", "soon", "."],
        ["nonsense"],
    ],
)
def test_wrong_use_ends_with_two_and_says_so(rashomon: Run, arguments: list[str]) -> None:
    """A wrong call is told on standard error in words, prints nothing else, and ends with 2."""
    result = rashomon(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_a_ledger_that_is_not_there_is_wrong_use(rashomon: Run, tmp_path: Path) -> None:
    """Reading a missing ledger ends with 2 and creates no file."""
    for command in LISTS:
        arguments = [command, "x"] if command == "search" else [command]
        result = rashomon(*arguments, ledger=tmp_path / "none.sqlite")
        assert result.exit_code == 2
        assert "none.sqlite" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_ledger_ends_with_one(rashomon: Run, tmp_path: Path) -> None:
    """A file of another kind is a trouble of the world, told in one line."""
    other = tmp_path / "other.sqlite"
    other.write_text("no ledger " * 200, encoding="utf-8")
    result = rashomon("claims", ledger=other)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [*COMMANDS, "knowledge"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    """The help of each command ends with an example that calls it, and each option says what it does."""
    result = CliRunner().invoke(main, [*command.split(), "--help"])
    assert result.exit_code == 0
    assert f"\nExample:\n  rashomon {command}" in result.stdout
    options = [each for each in COMMANDS.get(command, knowledge).params if isinstance(each, click.Option)]
    assert all(option.help for option in options)


def test_the_examples_in_help_are_calls_that_parse() -> None:
    """Each example names only options and arguments that its command knows."""
    for name, command in COMMANDS.items():
        assert isinstance(command, Exampled)
        for line in command.example:
            words = shlex.split(line.split(" > ")[0])[1 + len(name.split()) :]
            context = command.make_context(name, words, resilient_parsing=True)
            assert context.command is command


def test_the_program_has_help_with_an_example() -> None:
    """The help of the whole program shows the way from reports to a page."""
    assert "Example:\n  rashomon build" in CliRunner().invoke(main, ["--help"]).stdout


def test_doctor_names_what_a_result_depends_on() -> None:
    """Versions of package, Python, model and SQLite, and each knowledge file with its hash."""
    findings = json.loads(CliRunner().invoke(main, ["doctor", "--json"]).stdout)
    assert {"rashomon", "python", "spacy", "model", "sqlite"} <= set(findings)
    assert findings["sqlite"].endswith("sound")
    assert all(value.startswith("sha256 ") for name, value in findings.items() if name.startswith("knowledge/"))
    assert len(CliRunner().invoke(main, ["doctor"]).stdout.splitlines()) == len(findings)


def test_reading_commands_never_load_the_reader(war_ledger: Path) -> None:
    """Help and lists start without spaCy, and help without SQLite, Jinja2 or rich."""
    program = (
        "import sys; from click.testing import CliRunner; from rashomon.showing.cli import main;"
        "CliRunner().invoke(main, ['--help']);"
        "slow = {'spacy', 'rich', 'jinja2', 'pysqlite3', 'trafilatura', 'numpy'} & set(sys.modules);"
        "assert not slow, slow;"
        "[CliRunner().invoke(main, [*command, '--ledger', sys.argv[1]], catch_exceptions=False) for command in"
        " (['claims'], ['disputes', '--text'], ['report', '-o', '-'])];"
        "slow = {'spacy', 'trafilatura', 'numpy'} & set(sys.modules);"
        "assert not slow, slow"
    )
    done = subprocess.run([sys.executable, "-c", program, str(war_ledger)], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_closed_pipe_is_quiet(war_ledger: Path) -> None:
    """A reader that stops early, as `head` does, leaves no message."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, "reports", "--json", "--ledger", str(war_ledger)],
        cwd=ROOT,
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert done.stderr == b""


HOSTILE = "calm\x1b[2J\x1b]0;owned\x07\x9b31m\u202edrow\u2069\x85end"


@pytest.fixture(scope="module")
def hostile_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger whose every text tries to steer the terminal."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.sqlite"
    page = Report("r", HOSTILE, "0" * 64, HOSTILE, outlet=HOSTILE, title=HOSTILE, published=HOSTILE)
    claim = replace(
        war.A1, id="c", report="r", origin=HOSTILE, outlet=HOSTILE, words=HOSTILE, channel=HOSTILE, published=HOSTILE
    )
    dispute = Dispute(
        "d", HOSTILE, HOSTILE, None, None, war.MISSING.status, (position_of(claim),), (HOSTILE,), conceded=None
    )
    with Ledger.open(path) as ledger:
        ledger.append([page, claim, dispute, Skipped(HOSTILE, HOSTILE, HOSTILE)], recorded=war_day(4))
    return path


def position_of(claim: Claim) -> Position:
    """Return a position that stands on one claim, in the words of the claim."""
    words = claim.words
    return replace(war.HOLDS.positions[0], proposition=words, speakers=(words,), claims=("c",), outlets=(words,))


@pytest.mark.parametrize(
    "arguments", [["claims"], ["disputes"], ["reports"], ["reports", "--skipped"], ["search", "calm"]], ids=" ".join
)
def test_nothing_in_a_report_steers_a_terminal(hostile_ledger: Path, arguments: list[str]) -> None:
    """On a real terminal and in a pipe the words are shown without any escape or control that they bring."""
    shown = on_terminal([*arguments, "--ledger", str(hostile_ledger)])
    ours = shown.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[3m", "")
    piped = CliRunner().invoke(main, [*arguments, "--ledger", str(hostile_ledger)]).stdout
    as_json = CliRunner().invoke(main, [*arguments, "--json", "--ledger", str(hostile_ledger)]).stdout
    for text in (ours, piped, as_json):
        assert "calm" in text
        assert not set("\x1b\x07\x9b\u202e\u2069\x85") & set(text), text


def on_terminal(arguments: list[str], *, width: str = "200") -> str:
    """Return what a command writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=ROOT,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": width},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        written += piece
    os.close(ours)
    process.wait()
    return written.decode()


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_a_table_loses_no_letter_however_narrow_the_terminal(war_ledger: Path, width: str) -> None:
    """Cells are folded, never cut: every letter of the words is on the terminal."""
    shown = on_terminal(["claims", "--speaker", "dorn", "--ledger", str(war_ledger)], width=width)
    letters = Counter(shown)
    told = Counter("".join(each.words + (each.outlet or "") for each in (war.B2, war.B3, war.B4)).replace(" ", ""))
    assert all(letters[letter] >= count for letter, count in told.items())
