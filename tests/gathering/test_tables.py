"""Rows: JSON lines, arrays and tables, cut and named."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import UnreadableError
from rashomon.gathering.collecting import collect
from rashomon.gathering.tables import cut_array, cut_rows
from rashomon.records import Report, Skipped
from rashomon.settings import Settings

STORY = "The governor of Velm said on Monday that his troops held the bridge."
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)
LIMIT = 10**6


def gather(content: str, columns: dict[str, str] | None = None) -> list[Report | Skipped]:
    """Return the records in a text on standard input."""
    stream = io.BytesIO(content.encode())
    return [item.record for item in collect("-", settings=Settings(), columns=columns, stdin=stream)]


def test_fields_of_a_row() -> None:
    """A row gives all fields, under our names or their usual others; authors may be a list."""
    row = {"body": STORY, "outlet": "Post", "url": "https://velm.example", "date": "8 Nov 2030", "title": "T"}
    (report,) = gather(json.dumps(row | {"author": ["Ada Brook", {"name": "Ian Hill"}]}))
    assert isinstance(report, Report)
    assert (report.text, report.outlet, report.url) == (STORY, "Post", "https://velm.example")
    assert (report.published, report.title, report.author) == ("2030-11-08", "T", "Ada Brook, Ian Hill")
    assert report.origin == "-#1"


def test_columns_may_be_named() -> None:
    """The caller's name for a column replaces ours."""
    (report,) = gather(f"paper;text;words\nPost;short;{STORY}\n", {"text": "words", "outlet": "paper"})
    assert isinstance(report, Report)
    assert (report.text, report.outlet) == (STORY, "Post")


def test_rows_are_numbered_as_a_person_counts() -> None:
    """JSON lines count lines, blank ones too; tables count the rows below the header."""
    lines = gather(f'{{"text": "{STORY}"}}\n\n{{"text": "{STORY}"}}\n')
    assert [record.origin for record in lines] == ["-#1", "-#3"]
    table = gather(f'outlet,text\nA,"{STORY}\n{STORY}"\nB,{STORY}\n')
    assert [record.origin for record in table] == ["-#1", "-#2"]


def test_a_row_keeps_its_own_bytes() -> None:
    """The bytes of a JSON row are its line; those of a table row are canonical JSON, whatever its quoting."""
    line = json.dumps({"text": STORY}).encode()
    items = list(collect("-", settings=Settings(), stdin=io.BytesIO(line + b"\r\n" + line)))
    assert [item.raw.strip() for item in items] == [line, line]
    plain, quoted = (
        next(collect("-", settings=Settings(), stdin=io.BytesIO(f"outlet,text\n{row}".encode())))
        for row in (f"A,{STORY}", f'"A","{STORY}"\r\n')
    )
    assert plain == quoted
    assert json.loads(plain.raw) == {"outlet": "A", "text": STORY}


def test_a_stream_longer_than_a_page_is_read_row_by_row() -> None:
    """The limit of a page binds each row, not the stream."""
    stream = io.BytesIO(f'{{"text": "{STORY}"}}\n'.encode() * 50)
    items = list(collect("-", settings=Settings(largest_page=200), stdin=stream))
    assert len(items) == 50
    assert all(isinstance(item.record, Report) for item in items)


def test_the_first_row_is_yielded_before_the_rest_is_read() -> None:
    """Rows come as the stream does: an endless stream gives its first rows."""
    endless = io.BufferedReader(Endless(f'{{"text": "{STORY}"}}\n'.encode()))
    items = collect("-", settings=Settings(), stdin=endless)
    assert [next(items).record.origin for _ in range(3)] == ["-#1", "-#2", "-#3"]


class Endless(io.RawIOBase):
    """One line, for ever."""

    def __init__(self, line: bytes) -> None:
        self.line = line

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Give the line once more."""
        size = min(len(buffer), len(self.line))
        buffer[:size] = self.line[:size]
        self.line = self.line[size:] + self.line[:size]
        return size


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=6), st.sampled_from(",;\t|"))
def test_tables_are_cut_as_the_standard_library_cuts_them(rows: list[list[str]], delimiter: str) -> None:
    """What csv writes is cut into the same cells that csv reads."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert list(cut_rows(iter(written.getvalue().split("\n")), delimiter, LIMIT)) == rows


def test_a_row_of_empty_cells_is_counted() -> None:
    """Regression: tabs alone were taken for a blank line, so the row was dropped and those after it misnumbered."""
    empty, full = gather(f"text\toutlet\n\t\n{STORY}\tPost\n")
    assert isinstance(empty, Skipped)
    assert (empty.error, empty.origin, full.origin) == ("EmptyError", "-#1", "-#2")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text('", ab\t', max_size=12), max_size=12))
def test_every_line_of_a_broken_table_is_accounted_for(lines: list[str]) -> None:
    """Whatever the quotation marks, cutting ends, and only blank lines leave no trace."""
    found = list(cut_rows(iter(lines), ",", LIMIT))
    assert bool(found) == any(line.strip(" ") for line in lines)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.recursive(st.none() | st.text(max_size=8), lambda inner: st.dictionaries(CELLS, inner) | st.lists(inner))
    ),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
)
def test_arrays_are_cut_into_their_elements(elements: list[object], size: int, indent: int | None) -> None:
    """An array is cut into the same elements whatever the size of the chunks that it comes in."""
    content = json.dumps(elements, ensure_ascii=False, indent=indent).encode("utf-8", "replace")

    def chunks() -> Iterator[bytes]:
        for start in range(0, len(content), size):
            yield content[start : start + size]

    pieces = [piece for piece in cut_array(chunks(), LIMIT) if isinstance(piece, bytes)]
    assert [json.loads(piece) for piece in pieces] == json.loads(content)


def test_an_element_over_the_limit_is_named_and_the_next_is_cut() -> None:
    """An element over the limit is one trouble, in chunks of any size, and the others come."""
    content = b'["' + b"a" * 500 + b'", {"b": 1}]'
    for size in (7, 64, 1000):
        chunks = (content[start : start + size] for start in range(0, len(content), size))
        first, second = cut_array(chunks, 100)
        assert isinstance(first, UnreadableError)
        assert second == b'{"b": 1}'
