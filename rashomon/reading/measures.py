"""Units as written: the patterns that find a share, a length, an area, a weight or a span of time after a number."""

from __future__ import annotations

import re

_MEASURES = {
    "km": "km kms kilometers kilometres kilometer kilometre",
    "metres": "m metres meters metre meter",
    "mm": "mm millimetres millimeters",
    "miles": "miles mile",
    "hectares": "hectares hectare ha",
    "tonnes": "tonnes tonne tons ton",
    "decades": "decades decade",
    "years": "years year",
    "months": "months month",
    "weeks": "weeks week",
    "days": "days day",
    "nights": "nights night",
    "hours": "hours hour",
    "minutes": "minutes minute",
    "seconds": "seconds",
}
TIME_UNITS = frozenset(("decades", "years", "months", "weeks", "days", "nights", "hours", "minutes", "seconds"))


def named(table: dict[str, str]) -> dict[str, str]:
    """Return each form of a table with the name that it stands for."""
    return {form.lower(): name for name, forms in table.items() for form in forms.split()}


MEASURE_FORMS = named(_MEASURES)
PERCENT = re.compile(r"[ \u00a0]?%|[ \u00a0-]?per ?cent\b| pct\b", re.IGNORECASE)
SQUARE = re.compile(r"[ -]?(?:square[ -](?:kilomet(?:er|re)s?|km)|sq\.? ?km|km²|km2)\b| ?km²", re.IGNORECASE)
SQUARE_MILES = re.compile(r"[ -]?(?:square|sq\.?)[ -]miles?\b", re.IGNORECASE)
MEASURE = re.compile(
    rf"(?P<gap>[ \u00a0-]?)(?:more )?(?P<unit>{'|'.join(sorted(MEASURE_FORMS, key=len, reverse=True))})\b"
)
