"""Places: files, folders, links and standard input, in a fixed order, with origins and hashes."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import SettingsError
from rashomon.gathering.collecting import collect
from rashomon.records import Gathered, Report, Skipped
from rashomon.settings import Settings

STORY = "The governor of Velm said on Monday that his troops held the bridge and the northern road."


def origins(place: Path | str) -> list[str]:
    """Return the origins of all that a place yields."""
    return [item.record.origin for item in collect(str(place), settings=Settings())]


def from_bytes(content: bytes, limits: Settings | None = None) -> list[Gathered]:
    """Gather from standard input."""
    return list(collect("-", settings=limits or Settings(), stdin=io.BytesIO(content)))


def write(path: Path, text: str = STORY) -> Path:
    """Write a page, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folder_is_walked_by_name_without_hidden_parts(tmp_path: Path) -> None:
    """A folder yields its pages in the order of their names, with its folders, and passes hidden ones over."""
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.txt", ".hidden.txt", ".git/x.txt", "a/.x/y.txt"):
        write(tmp_path / name)
    found = [Path(origin).relative_to(tmp_path).as_posix() for origin in origins(tmp_path)]
    assert found == ["a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_place_that_is_named_is_read(tmp_path: Path) -> None:
    """A hidden file or folder is read when it is the place itself."""
    path = write(tmp_path / ".kept" / ".page.txt")
    write(path.with_name("other.txt"))
    assert len(origins(path)) == 1
    assert origins(path.parent) == [path.with_name("other.txt").as_posix()]


def test_links_that_leave_the_folder_are_named_and_not_followed(tmp_path: Path) -> None:
    """A link out of the folder, or to nothing, is a MissingError; one to a file inside is read; loops end."""
    write(tmp_path / "outside" / "secret.txt")
    inside = write(tmp_path / "place" / "page.txt").parent
    (inside / "away.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (inside / "awayfolder").symlink_to(tmp_path / "outside")
    (inside / "broken.txt").symlink_to(tmp_path / "nothing")
    (inside / "loop").symlink_to(inside)
    (inside / "same.txt").symlink_to(inside / "page.txt")
    records = {Path(item.record.origin).name: item.record for item in collect(str(inside), settings=Settings())}
    assert sorted(records) == ["away.txt", "awayfolder", "broken.txt", "page.txt", "same.txt"]
    for name in ("away.txt", "awayfolder", "broken.txt"):
        record = records[name]
        assert isinstance(record, Skipped)
        assert record.error == "MissingError"
    assert isinstance(records["same.txt"], Report)


def test_a_link_that_is_the_place_is_followed(tmp_path: Path) -> None:
    """A place that is itself a link is read, because the user named it."""
    write(tmp_path / "real" / "page.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert origins(tmp_path / "link") == [(tmp_path / "link" / "page.txt").as_posix()]


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    """Folders nested two hundred deep are walked without recursion."""
    write(tmp_path.joinpath(*["d"] * 200) / "page.txt")
    assert len(origins(tmp_path)) == 1


def test_origin_is_the_path_as_given_without_detours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The origin of a relative place stays relative and loses its dots, so that it does not depend on the machine."""
    write(tmp_path / "reports" / "001.txt")
    monkeypatch.chdir(tmp_path)
    assert origins("./reports/../reports//001.txt") == ["reports/001.txt"]
    assert origins("reports") == ["reports/001.txt"]


@pytest.mark.skipif(os.name != "posix", reason="names of bytes are a matter of POSIX")
def test_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    """A file name with bytes that are no UTF-8 gives an origin that can be stored."""
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(STORY)
    except OSError:
        pytest.skip("this file system refuses such names")
    (origin,) = origins(tmp_path)
    assert origin.endswith("a\\udcff.txt")
    origin.encode("utf-8")


def test_report_carries_the_hash_and_id_of_its_bytes(tmp_path: Path) -> None:
    """sha256 is of the bytes as gathered, which come along; the id is made of origin and hash."""
    path = write(tmp_path / "a.txt")
    (item,) = collect(str(path), settings=Settings())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert item.raw == path.read_bytes()
    assert item.record.sha256 == digest
    assert isinstance(item.record, Report)
    assert item.record.id == hashlib.sha256(f"{item.record.origin}\0{digest}".encode()).hexdigest()[:16]


def test_skipped_page_keeps_its_bytes_and_hash(tmp_path: Path) -> None:
    """A page that was read and refused keeps its bytes and their hash; one over the limit has neither."""
    (refused,) = from_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    assert refused.record.sha256 == hashlib.sha256(refused.raw).hexdigest()
    assert len(refused.raw) == 108
    (large,) = from_bytes(b"word " * 100, Settings(largest_page=100))
    assert (large.raw, large.record.sha256) == (b"", None)


def test_gathering_twice_gives_the_same(tmp_path: Path) -> None:
    """The same place gives the same records twice."""
    write(tmp_path / "a.txt")
    write(tmp_path / "b.jsonl", f'{{"text": "{STORY}"}}\n{{"text": 1}}\n')
    assert list(collect(str(tmp_path), settings=Settings())) == list(collect(str(tmp_path), settings=Settings()))


class Counting(io.BytesIO):
    """A stream that knows how much was read of it."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        """Read and count."""
        content = super().read(size)
        self.taken += len(content)
        return content


def test_no_more_of_a_page_is_read_than_the_limit() -> None:
    """Of a page over the limit, one byte more than the limit is read."""
    stream = Counting(b"word " * 200_000)
    (item,) = collect("-", settings=Settings(largest_page=100_000), stdin=stream)
    assert isinstance(item.record, Skipped)
    assert stream.taken == 100_001


def test_standard_input_is_told_by_its_content() -> None:
    """Standard input has no name: text, HTML, JSON lines, an array and a table are told by what they hold."""
    page = f"<html><body><p>{STORY}</p><p>{STORY.replace('Monday', 'Friday')}</p></body></html>"
    assert [item.record.origin for item in from_bytes(STORY.encode())] == ["-"]
    extractors = {}
    for name, content in {
        "plain": STORY,
        "html": page,
        "lines": f'{{"text": "{STORY}"}}\n{{"text": "{STORY}"}}\n',
        "array": f'[{{"text": "{STORY}"}}]',
        "table": f"outlet,text\nPost,{STORY}\n",
    }.items():
        records = [item.record for item in from_bytes(content.encode())]
        assert all(isinstance(record, Report) for record in records), name
        extractors[name] = [record.extractor.split()[0] for record in records if isinstance(record, Report)]
    assert extractors == {
        "plain": ["plain"],
        "html": ["trafilatura"],
        "lines": ["json", "json"],
        "array": ["json"],
        "table": ["csv"],
    }


def test_unknown_field_in_columns_is_the_callers_mistake() -> None:
    """A column for a field that does not exist is refused at the call, before anything is read."""
    with pytest.raises(SettingsError, match="speaker"):
        collect("-", settings=Settings(), columns={"speaker": "who"})


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_something(content: bytes) -> None:
    """Whatever the bytes: at least one record, never an exception."""
    assert from_bytes(content)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<html>",
                "<div>",
                "</div>",
                "<p>",
                "<b i",
                "='",
                '"',
                ">",
                "<!--",
                "-->",
                "<script>",
                "</script",
                "&#0;",
                "\ufeff",
                '{"text": "',
                '"}',
                "[",
                "]",
                ",",
                "\n",
                "text,outlet\n",
                "---\n",
                "outlet: Post\n",
                "date 2020-11-08 ",
                STORY,
            ]
        ),
        max_size=30,
    )
)
def test_any_soup_of_markup_gives_something(parts: list[str]) -> None:
    """Whatever the mixture of markup, front matter, JSON and table: at least one record, never an exception."""
    assert from_bytes("".join(parts).encode())
