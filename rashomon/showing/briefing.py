"""A view of a ledger -> one self-contained HTML page: disputes first, every quoted word linked to its report.

The page holds no script, asks nothing of any network, and treats all foreign text as text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from rashomon.records import Claim, Entry, Report
from rashomon.showing.cleaning import for_page
from rashomon.showing.figures import scales
from rashomon.showing.marking import Close, Open, Text, mark
from rashomon.showing.moments import moment_words
from rashomon.showing.page import (
    Desk,
    DisputeShown,
    control_by_place,
    copies_shown,
    default_title,
    disputes_shown,
    reading_summary,
    standing_on,
    standing_words,
    timeline,
    uncontested,
    utterances_shown,
)
from rashomon.showing.places import Rivals, no_rivals
from rashomon.showing.view import LedgerView
from rashomon.showing.wording import count_words, number_words, outlet_words, quoted, stance_words, teller_words

SHOWN = 3  # quotes of a position that stand open, so that its rivals stay in sight; the others unfold
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim under the text of its report, with the disputes that quote it."""

    number: int
    words: str
    teller: str
    does: str
    kind: str
    disputes: tuple[DisputeShown, ...]


@dataclass(frozen=True, slots=True)
class ReportShown:
    """One report with its marked text."""

    number: int
    outlet: str
    title: str
    published: str
    author: str
    origin: str
    url: str
    language: str
    extractor: str
    sha256: str
    text: Markup
    claims: tuple[ClaimLine, ...]


def write_briefing(view: LedgerView, *, title: str | None = None, version: str = "", rivals: Rivals = no_rivals) -> str:
    """Return the page; the same view gives the same characters.

    Args:
        view: what the ledger holds, or the part that was asked for.
        title: the title of the page; by default it names the places most disputed.
        version: of this package, as the foot of the page prints it.
        rivals: gives all known names of a place; those that claims use are shown.

    """
    desk = Desk(view, rivals)
    leading = disputes_shown(desk, view.disputes)
    style = _style()
    return (
        _environment()
        .get_template("briefing.html.j2")
        .render(
            title=title or default_title(desk, view.disputes),
            summary=reading_summary(view.reports, len(view.skipped)),
            claims=count_words(len(view.claims), "claim"),
            disputes=leading,
            shown=SHOWN,
            standing=standing_words(view.disputes),
            uncontested=uncontested(desk, view.disputes, after=len(leading)),
            places=control_by_place(desk, view),
            scales=scales(desk),
            days=timeline(desk),
            utterances=utterances_shown(desk, view),
            copies=copies_shown(desk, view),
            reports=_reports(desk, view.claims, standing_on(desk, leading)),
            skipped=sorted(view.skipped, key=lambda each: (each.origin, each.reason)),
            head=_head_words(view.head),
            head_recorded=moment_words(view.head.recorded) if view.head else "",
            as_of=moment_words(view.as_of),
            version=version,
            style=Markup(style),  # noqa: S704 - our own file
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def web_address(url: str | None) -> str:
    """Return an address that may become a link, or nothing: only http and https may.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    if not url or re.search(r"[\s\x00-\x20\x7f-\x9f\\]", url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def marked_text(report: Report, claims: Iterable[tuple[int, Claim]]) -> Markup:
    """Return the full text of a report as HTML, in which each claim's words stand in marks with its number."""
    html: list[str] = []
    for piece in mark(report.text, ((number, claim.span) for number, claim in claims)):
        match piece:
            case Text(words):
                html.append(str(escape(for_page(words))))
            case Open(number, first=True):
                html.append(f'<mark id="c{number}" class="c{number}">')
            case Open(number):
                html.append(f'<mark class="c{number}">')
            case Close():
                html.append("</mark>")
    return Markup("".join(html))  # noqa: S704 - every foreign character was escaped above


def _reports(desk: Desk, claims: Iterable[Claim], quoted_by: Mapping[int, list[DisputeShown]]) -> list[ReportShown]:
    inside: dict[str, list[tuple[int, Claim]]] = {}
    for claim in sorted(claims, key=lambda each: desk.numbers[each.id]):
        inside.setdefault(claim.report, []).append((desk.numbers[claim.id], claim))
    return [_report(desk, report, inside.get(report.id, []), quoted_by) for report in desk.reports]


def _report(
    desk: Desk, report: Report, claims: list[tuple[int, Claim]], quoted_by: Mapping[int, list[DisputeShown]]
) -> ReportShown:
    return ReportShown(
        number=desk.report_numbers[report.id],
        outlet=outlet_words(report.outlet),
        title=report.title or "",
        published=moment_words(report.published),
        author=report.author or "",
        origin=report.origin,
        url=report.url or "",
        language=report.language if report.language and _LANGUAGE.fullmatch(report.language) else "",
        extractor=report.extractor,
        sha256=report.sha256,
        text=marked_text(report, claims),
        claims=tuple(
            ClaimLine(
                number=number,
                words=claim.words,
                teller=teller_words(claim),
                does=stance_words(claim.stance, claim.denial),
                kind=claim.event.kind,
                disputes=tuple(quoted_by.get(number, ())),
            )
            for number, claim in claims
        ),
    )


def _head_words(head: Entry | None) -> str:
    return f"{head.number}:{head.hash}" if head else ""


def _style() -> str:
    """Return the style sheet as it stands between the tags, on which the policy's hash is taken."""
    return "\n" + _read("static", "briefing.css")


def _read(folder: str, name: str) -> str:
    return resources.files("rashomon.showing").joinpath(folder, name).read_text(encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: _read("templates", name)),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(quoted=quoted, web_address=web_address, number=number_words)
    return environment


def _finalize(value: object) -> object:
    """Clean every foreign text on its way into the page; our own markup passes."""
    return for_page(value) if isinstance(value, str) and not isinstance(value, Markup) else value
