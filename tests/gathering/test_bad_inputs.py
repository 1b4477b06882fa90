"""RELIABILITY rows 8 to 11: every kind of bad input ends in a report or in a notice that says why, and in time."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import sqlite3
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from rashomon import errors
from rashomon.gathering.collecting import collect
from rashomon.records import Gathered, Report, Skipped
from rashomon.settings import Settings

SECONDS = 5.0
STORY = (
    "The governor of Velm said on Monday that his troops held the bridge and the northern road. "
    "A spokesman of the southern army denied this and said that the town had been taken. "
    "Nobody could verify either of the two accounts on Monday evening."
)
RUSSIAN = "Губернатор заявил в понедельник, что его войска удерживают мост и северную дорогу. " * 4
PAGE = "<html><head><title>Velm</title></head><body><article>{}</article></body></html>"
PARAGRAPHS = f"<p>{STORY}</p><p>The mayor asked the people of Velm to stay in their houses until the morning.</p>"


def png() -> bytes:
    """Make one black pixel."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
    written = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


def zipped() -> bytes:
    """Make an archive whose member has a name that leads upwards."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../up.txt", STORY)
    return buffer.getvalue()


def database() -> bytes:
    """Make an SQLite file with one table."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE report (text)")
    content = connection.serialize()
    connection.close()
    return content


def line(**fields: object) -> bytes:
    """Write one row of JSON lines."""
    return json.dumps(fields).encode() + b"\n"


GOOD = line(text=STORY)
# name of the file, its bytes, the reports expected, the errors of the notices expected in order
Case = tuple[str, Callable[[], bytes], int, list[str]]
U, E, L = "UnreadableError", "EmptyError", "LanguageError"

CASES: dict[str, Case] = {
    # Not text at all, under the name of text.
    "png": ("a.txt", png, 0, [U]),
    "jpeg": ("a.txt", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), 0, [U]),
    "gif": ("a.html", lambda: b"GIF89a\x01\x00\x01\x00", 0, [U]),
    "webp": ("a.txt", lambda: b"RIFF\x10\x00\x00\x00WEBPVP8 ", 0, [U]),
    "pdf": ("a.txt", lambda: b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n", 0, [U]),
    "zip": ("a.jsonl", zipped, 0, [U]),
    "gzip": ("a.txt", lambda: gzip.compress(STORY.encode()), 0, [U]),
    "gzip bomb": ("a.html", lambda: gzip.compress(bytes(20_000_000)), 0, [U]),
    "gzip cut": ("a.csv", lambda: gzip.compress(STORY.encode())[:20], 0, [U]),
    "bzip2": ("a.txt", lambda: b"BZh91AY&SY\x01\x02\x03", 0, [U]),
    "xz": ("a.txt", lambda: b"\xfd7zXZ\x00\x00\x04", 0, [U]),
    "zstandard": ("a.jsonl", lambda: b"\x28\xb5\x2f\xfd\x04\x00", 0, [U]),
    "parquet": ("a.csv", lambda: b"PAR1" + bytes(range(256)) + b"PAR1", 0, [U]),
    "arrow": ("a.json", lambda: b"ARROW1\x00\x00" + bytes(64), 0, [U]),
    "sqlite": ("a.txt", database, 0, [U]),
    "elf": ("a", lambda: b"\x7fELF\x02\x01\x01" + bytes(100), 0, [U]),
    "warc": ("a.txt", lambda: b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", 0, [U]),
    "rtf": ("a.txt", lambda: b"{\\rtf1\\ansi " + STORY.encode() + b"}", 0, [U]),
    "old office": ("a.txt", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), 0, [U]),
    "random bytes": ("a.txt", lambda: bytes((i * 7919 + i * i) % 251 for i in range(5000)), 0, [U]),
    "pickle": ("a.txt", lambda: b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c\x0cos.system\x94.", 0, [U]),
    "NULs only": ("a.txt", lambda: bytes(1000), 0, [U]),
    "NUL inside": ("a.txt", lambda: STORY.replace("bridge", "bri\0dge").encode(), 0, [U]),
    "control characters": ("a.txt", ("\x01\x02\x03" * 50 + STORY).encode, 0, [U]),
    # Nothing in it.
    "empty": ("a.txt", lambda: b"", 0, [E]),
    "blank": ("a.txt", lambda: b" \r\n\t\n " * 100, 0, [E]),
    "mark only": ("a.txt", lambda: b"\xef\xbb\xbf", 0, [E]),
    "too short": ("a.txt", lambda: b"Fire.", 0, [E]),
    "no letters": ("a.txt", lambda: b"1234 5678 -- 90 ... 1234 5678 -- 90", 0, [E]),
    "front matter only": ("a.txt", lambda: b"outlet: Post\ntitle: Velm\n", 0, [E]),
    "empty html": ("a.html", lambda: b"<html><body></body></html>", 0, [E]),
    "doctype only": ("a.html", lambda: b"<!DOCTYPE html>", 0, [E]),
    "comment only": ("a.html", lambda: b"<html><!-- " + b"x" * 1000, 0, [E]),
    "empty jsonl": ("a.jsonl", lambda: b"\n\n\n", 0, [E]),
    "empty array": ("a.json", lambda: b"[]", 0, [E]),
    "header only": ("a.csv", lambda: b"text,outlet\n", 0, [E]),
    # Encodings.
    "utf-16 without mark": ("a.txt", lambda: STORY.encode("utf-16-le"), 1, []),
    "utf-16 big without mark": ("a.txt", lambda: STORY.encode("utf-16-be"), 1, []),
    "utf-16 with mark": ("a.txt", lambda: STORY.encode("utf-16"), 1, []),
    "utf-16 odd": ("a.txt", lambda: STORY.encode("utf-16")[:-1], 0, [U]),
    "utf-32 with mark": ("a.txt", lambda: STORY.encode("utf-32"), 1, []),
    "utf-16 csv": ("a.csv", lambda: f'text,outlet\n"{STORY}",Post\n'.encode("utf-16"), 1, []),
    "utf-16 jsonl": ("a.jsonl", lambda: (GOOD * 2).decode().encode("utf-16"), 2, []),
    "cp1251 labelled utf-8": (
        "a.html",
        lambda: (
            b'<html><head><meta charset="utf-8"></head><body><p>' + RUSSIAN.encode("cp1251") + b"</p></body></html>"
        ),
        0,
        [L],
    ),
    "cp1251 text": ("a.txt", lambda: RUSSIAN.encode("cp1251"), 0, [L]),
    "cp1252 quotes": ("a.txt", lambda: (STORY + " “We hold it,” he said.").encode("cp1252"), 1, []),
    "one damaged byte": ("a.txt", lambda: ("«Şuşa» — " * 9 + STORY).encode() + b" \xff end", 1, []),
    "unknown charset": ("a.html", lambda: b'<meta charset="klingon">' + PAGE.format(PARAGRAPHS).encode(), 1, []),
    "dangerous charset": (
        "a.html",
        lambda: b'<meta charset="unicode_escape">' + PAGE.format(PARAGRAPHS).encode(),
        1,
        [],
    ),
    "surrogates in utf-8": ("a.txt", lambda: STORY.encode() + b"\xed\xa0\x80", 1, []),
    "surrogate in json": ("a.jsonl", lambda: b'{"text": "\\ud800 ' + STORY.encode() + b'", "title": "\\udfff"}', 1, []),
    "NUL in json": ("a.jsonl", lambda: line(text=STORY + "\0") + GOOD, 1, [U]),
    "right-to-left override": ("a.txt", (STORY + " \u202eabc\u202c").encode, 1, []),
    # Languages.
    "Russian": ("a.txt", RUSSIAN.encode, 0, [L]),
    "Russian said to be English": ("a.txt", f"language: en\n\n{RUSSIAN}".encode, 0, [L]),
    # Sizes.
    "line of 20 MB": ("a.txt", lambda: b"word " * 4_000_000, 0, [U]),
    "line of 20 MB in jsonl": ("a.jsonl", lambda: GOOD + b'{"text": "' + b"a" * 20_000_000 + b'"}\n' + GOOD, 2, [U]),
    "text over the limit": ("a.txt", (STORY * 3000).encode, 0, [U]),
    "row of 11 MB in an array": ("a.json", lambda: b'[{"text": "' + b"a" * 11_000_000 + b'"},' + GOOD + b"]", 1, [U]),
    "cell over the limit of csv": ("a.csv", lambda: b'text\n"' + b"word " * 40_000 + b'"\n' + STORY.encode(), 2, []),
    "row of 12 MB in csv": (
        "a.csv",
        lambda: b'text,n\n"' + b"a" * 12_000_000 + b'",1\n"' + STORY.encode() + b'",2',
        1,
        [U],
    ),
    # JSON.
    "jsonl cut off": ("a.jsonl", lambda: (GOOD + GOOD)[:-30], 1, [U]),
    "array cut off": ("a.json", lambda: b"[" + GOOD + b"," + GOOD[:-30], 1, [U]),
    "more after the array": ("a.json", lambda: b"[" + GOOD + b"] x", 1, [U]),
    "not json": ("a.json", STORY.encode, 0, [U]),
    "rows that are no objects": ("a.jsonl", lambda: b'1\n"text"\nnull\n[1]\n' + GOOD, 1, [U, U, U, U]),
    "no text field": ("a.jsonl", lambda: line(words=STORY) + line(text=7) + line(text=None) + GOOD, 1, [U, U, E]),
    "nested 100,000 deep": ("a.json", lambda: b"[" * 100_000 + b"]" * 100_000, 0, [U]),
    "objects 100,000 deep": ("a.jsonl", lambda: b'{"text":' * 100_000 + b"1" + b"}" * 100_000 + b"\n" + GOOD, 1, [U]),
    "number of 10,000 digits": ("a.jsonl", lambda: b'{"n": ' + b"9" * 10_000 + b', "text": "x"}\n' + GOOD, 1, [U]),
    "one object over lines": ("a.json", lambda: json.dumps({"text": STORY, "n": 1}, indent=1).encode(), 1, []),
    # Tables.
    "quotation mark never closed": ("a.csv", f'text,n\n"{STORY},1\n{STORY},2\n'.encode, 1, [U]),
    "quotation mark in a quoted cell": ("a.csv", f'text,n\n"he "said" it",1\n{STORY},2\n'.encode, 1, [U]),
    "too many cells": ("a.csv", f"text,n\n{STORY},1,2\n{STORY},2\n".encode, 1, [U]),
    "too few cells": ("a.csv", f"text,n\n{STORY}\n{STORY},2\n".encode, 1, [U]),
    "no column of text": ("a.csv", lambda: b"a,b\n1,2\n", 0, [U]),
    "nothing but quotation marks": ("a.csv", lambda: b'"' * 100_001, 0, [U]),
    "half the rows undecodable": ("a.csv", lambda: b"text\n" + b"ab " * 30_000 + b"\n\xff\xfe\xfd\xe9\xe8\n", 1, [U]),
    # HTML.
    "100,000 nested divs": ("a.html", lambda: PAGE.format("<div>" * 100_000).encode(), 0, [U]),
    "divs closed by attributes": ("a.html", lambda: PAGE.format("<div a='</div>'>" * 50_000).encode(), 0, [U]),
    "2,000 <b i>": ("a.html", lambda: PAGE.format("<b i>" * 2000 + PARAGRAPHS).encode(), 0, [U]),
    "formatting left open in blocks": ("a.html", lambda: PAGE.format("<div><b i></div>" * 2000).encode(), 0, [U]),
    "1,000,000 unclosed tags": ("a.html", lambda: b"<html>" + b"<div>" * 1_000_000, 0, [U]),
    "1,000,000 tags without end": ("a.html", lambda: b"<html>" + b"<div " * 1_000_000, 0, [U]),
    "200,000 closing tags": ("a.html", lambda: b"<html>" + b"</b>" * 200_000 + PARAGRAPHS.encode(), 1, []),
    "huge attribute": ("a.html", lambda: PAGE.format(f"<p title='{'x' * 5_000_000}'>{STORY}</p>").encode(), 1, []),
    "100,000 attributes": (
        "a.html",
        lambda: PAGE.format("<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>").encode(),
        0,
        [U],
    ),
    "200,000 comments opened": ("a.html", lambda: PAGE.format(PARAGRAPHS + "<!--" * 200_000).encode(), 1, []),
    "200,000 scripts opened": ("a.html", lambda: PAGE.format(PARAGRAPHS + "<script>" * 200_000).encode(), 1, []),
    "quotes never closed": ("a.html", lambda: PAGE.format("<a href=\"x><a href='y>" * 50_000).encode(), 0, [E]),
    "prologue of comments": ("a.html", lambda: b"<!---->" * 5_000 + b"<x>", 0, [E]),
    "billion laughs": (
        "a.html",
        lambda: b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><lolz>&b;</lolz>',
        0,
        [U],
    ),
    "billion laughs in html": (
        "a.html",
        lambda: (
            b'<!DOCTYPE html [<!ENTITY a "' + b"l" * 9999 + b'"><!ENTITY b "' + b"&a;" * 9999 + b'">]>'
            b"<html><body>" + PARAGRAPHS.encode() + b"<p>&b;&b;</p></body></html>"
        ),
        1,
        [],
    ),
    "entity of a file": (
        "a.xhtml",
        lambda: b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p></body></html>',
        0,
        [E],
    ),
    "feed": ("a.xml", lambda: b'<?xml version="1.0"?><rss><channel/></rss>', 0, [U]),
    "damaged JSON-LD": (
        "a.html",
        lambda: PAGE.format('<script type="application/ld+json">' + "[" * 200_000 + "</script>" + PARAGRAPHS).encode(),
        1,
        [],
    ),
    "NUL in html": ("a.html", lambda: PAGE.format("\0" + PARAGRAPHS).encode(), 0, [U]),
    "character references": ("a.html", lambda: PAGE.format("&#0;&#xD800;&#x110000;" + PARAGRAPHS).encode(), 1, []),
    "text named html": ("a.html", STORY.encode, 1, []),
    "html named text": ("a.txt", lambda: PAGE.format(PARAGRAPHS).encode(), 1, []),
}


def judge(gathered: list[Gathered], reports: int, problems: list[str]) -> None:
    """Assert the counts, and that every notice is a full sentence with a class of errors.py."""
    records = [item.record for item in gathered]
    notices = [record for record in records if isinstance(record, Skipped)]
    assert [notice.error for notice in notices] == problems
    assert len(records) - len(notices) == reports
    for notice in notices:
        assert issubclass(getattr(errors, notice.error), errors.WorldError)
        assert notice.reason.startswith("Expected ")
        assert "found" in notice.reason
        assert notice.reason.endswith(".")
        assert 40 < len(notice.reason) < 500
        assert notice.reason.isprintable()
    for record in records:
        if isinstance(record, Report):
            assert "\0" not in record.text
            record.text.encode("utf-8")
            assert record.language in ("en", None)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_read_or_named(name: str, tmp_path: Path) -> None:
    """Each kind of bad input gives the expected reports and notices, without exception, in under five seconds."""
    file_name, make, reports, problems = CASES[name]
    path = tmp_path / file_name
    content = make()
    path.write_bytes(content)
    started = time.process_time()
    gathered = list(collect(str(path), settings=Settings()))
    assert time.process_time() - started < SECONDS
    judge(gathered, reports, problems)
    assert all(item.record.origin.startswith(path.as_posix()) for item in gathered)


def test_fifty_kinds_are_tried() -> None:
    """The list of bad inputs holds at least the fifty kinds that RELIABILITY row 11 promises."""
    assert len(CASES) >= 50


@pytest.mark.parametrize("file_name", ["a.jsonl", "a.json", "a.csv", "a.html", "a.txt"])
def test_a_file_cut_anywhere_is_read_or_named(file_name: str, tmp_path: Path) -> None:
    """A file that ends at any twentieth of its length gives reports or notices, never an exception or silence."""
    whole = {
        "a.jsonl": GOOD * 4,
        "a.json": b"[" + b",".join([GOOD] * 4) + b"]",
        "a.csv": f'text,n\n"{STORY}\n{STORY}",1\n{STORY},2\n'.encode(),
        "a.html": PAGE.format(PARAGRAPHS).encode(),
        "a.txt": f"---\noutlet: Post\n---\n{STORY} “quoted”".encode(),
    }[file_name]
    path = tmp_path / file_name
    for part in range(21):
        path.write_bytes(whole[: len(whole) * part // 20])
        gathered = list(collect(str(path), settings=Settings()))
        assert gathered
        judge(gathered, *_counts(gathered))


def _counts(gathered: list[Gathered]) -> tuple[int, list[str]]:
    problems = [item.record.error for item in gathered if isinstance(item.record, Skipped)]
    return len(gathered) - len(problems), problems


def test_missing_places_are_named(tmp_path: Path) -> None:
    """A place that is not there, a pipe, a socket, a name that cannot be: one MissingError each, and no waiting."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listener:
        where = Path.cwd()
        os.chdir(tmp_path)  # a path of a socket is short
        listener.bind("socket")
        os.chdir(where)
        places = [str(tmp_path / "none"), str(pipe), str(tmp_path / "socket"), "a\0b", "x" * 5000, os.devnull]
        for place in places:
            judge(list(collect(place, settings=Settings())), 0, ["MissingError"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="rights do not bind the superuser")
def test_forbidden_file_is_named(tmp_path: Path) -> None:
    """A file that may not be opened is one MissingError."""
    path = tmp_path / "a.txt"
    path.write_text(STORY)
    path.chmod(0)
    judge(list(collect(str(path), settings=Settings())), 0, ["MissingError"])


def test_one_bad_page_does_not_stop_the_folder(tmp_path: Path) -> None:
    """In a folder of bad pages the good ones are read, and every page is counted once."""
    for number, make in enumerate((png, STORY.encode, lambda: b"", RUSSIAN.encode, STORY.encode)):
        (tmp_path / f"{number}.txt").write_bytes(make())
    judge(list(collect(str(tmp_path), settings=Settings())), 2, [U, E, L])
