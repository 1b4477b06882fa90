"""What is wanted -> the items of a kind that have it, first come first, by the index alone.

A question is a row of conditions that all must hold; a condition is met by any of some facets. The condition that
fewest items meet leads: its postings are merged in the order of the ledger, and each is looked up under the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pysqlite3 import dbapi2 as sqlite

from rashomon.ledger.facets import Wanted

_MERGED = 100  # facets that are merged in order; of more, all postings are gathered and sorted
_COUNTED = 10_000  # postings that are counted to find the rarest condition

# The version of an item that stood when :last was the newest entry.
_CONTENT = """
SELECT content FROM entry
WHERE kind = :kind AND key = (SELECT key FROM entry WHERE number = :item) AND number <= :last
ORDER BY number DESC LIMIT 1
"""


def find_contents(
    connection: sqlite.Connection, kind: str, wanted: Sequence[Wanted], *, last: int, limit: int | None
) -> Iterator[str]:
    """Yield the contents of the items of a kind that had all that is wanted when `last` was the newest entry."""
    code = _find_ids(connection, "record", {kind})
    conditions = [_resolve(connection, each) for each in wanted] or [_find_ids(connection, "", {""})]
    if not code or not all(conditions):
        return
    query, values = _compose(_rarest_first(connection, conditions, code[0]))
    asked = {**values, "kind": code[0], "last": last, "limit": -1 if limit is None else limit}
    for (item,) in connection.execute(query, asked):
        yield _read_content(connection, kind, item, last)


def find_examples(connection: sqlite.Connection, kind: str, field: str, start: str, *, last: int) -> Iterator[str]:
    """Yield the content of one item of a kind for each value of a field that starts so."""
    query = "SELECT id FROM facet WHERE field = ? AND value >= ? AND value < ? ORDER BY value"
    code = _find_ids(connection, "record", {kind})
    facets = connection.execute(query, (field, start, f"{start}\U0010ffff")).fetchall() if code else []
    for (facet,) in facets:
        one, values = _compose([[facet]])
        row = connection.execute(one, {**values, "kind": code[0], "last": last, "limit": 1}).fetchone()
        if row:
            yield _read_content(connection, kind, row[0], last)


def _read_content(connection: sqlite.Connection, kind: str, item: int, last: int) -> str:
    return str(connection.execute(_CONTENT, {"kind": kind, "item": item, "last": last}).fetchone()[0])


def _resolve(connection: sqlite.Connection, wanted: Wanted) -> list[int]:
    """Return the facets that meet a condition."""
    if wanted.runs:
        return sorted({facet for run in wanted.values for facet in _find_runs(connection, wanted.field, run)})
    found = _find_ids(connection, wanted.field, wanted.values)
    return found + _find_ids(connection, *wanted.also) if wanted.also else found


def _find_ids(connection: sqlite.Connection, field: str, values: Collection[str]) -> list[int]:
    query = "SELECT id FROM facet WHERE field = ? AND value = ?"
    rows = (connection.execute(query, (field, value)).fetchone() for value in sorted(values))
    return [int(row[0]) for row in rows if row]


def _find_runs(connection: sqlite.Connection, field: str, run: str) -> Iterator[int]:
    """Yield the facets of a field that hold some words one after another."""
    query = "SELECT id, value FROM facet_word JOIN facet ON facet.id = facet WHERE word = ? AND field = ?"
    for facet, value in connection.execute(query, (max(run.split(), key=len), field)):
        if f" {run} " in f" {value} ":
            yield int(facet)


def _rarest_first(connection: sqlite.Connection, conditions: list[list[int]], code: int) -> list[list[int]]:
    if len(conditions) == 1:
        return conditions

    def count(facets: list[int]) -> int:
        marks = ", ".join("?" * len(facets))
        query = f"SELECT 1 FROM posting WHERE facet IN ({marks}) AND kind = ? LIMIT ?"  # noqa: S608 - marks alone
        counted = f"SELECT count(*) FROM ({query})"  # noqa: S608
        return int(connection.execute(counted, (*facets, code, _COUNTED)).fetchone()[0])

    return sorted(conditions, key=count)


def _compose(conditions: list[list[int]]) -> tuple[str, dict[str, int]]:
    """Return the query for the items that meet all conditions, and the facets by the names that it gives them."""
    values: dict[str, int] = {}

    def marks(facets: Sequence[int]) -> str:
        names = [f"f{len(values) + place}" for place in range(len(facets))]
        values.update(zip(names, facets, strict=True))
        return ", ".join(f":{name}" for name in names)

    valid = "since <= :last AND (until IS NULL OR until > :last)"
    others = "".join(
        f" AND EXISTS (SELECT 1 FROM posting AS other WHERE other.facet IN ({marks(facets)}) AND other.kind = :kind"  # noqa: S608
        " AND other.item = posting.item AND other.since <= :last AND (other.until IS NULL OR other.until > :last))"
        for facets in conditions[1:]
    )
    first = conditions[0]
    arms = [[facet] for facet in first] if len(first) <= _MERGED else [first]
    selects = [
        f"SELECT item FROM posting WHERE facet {f'= {marks(arm)}' if len(arm) == 1 else f'IN ({marks(arm)})'}"  # noqa: S608
        f" AND kind = :kind AND item <= :last AND {valid}{others}"
        for arm in arms
    ]
    whole = " UNION ".join(selects) if len(arms) > 1 else selects[0].replace("SELECT item", "SELECT DISTINCT item")
    return f"{whole} ORDER BY item LIMIT :limit", values
