"""Tolls that contradict each other: the index answers as a comparison of each with all would."""

from __future__ import annotations

from factory import claim, event, report, speaker
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reconciling.tolls import Tolls
from rashomon.records import Claim, Figure, Party, Span, When

ENDS = st.none() | st.integers(1, 12)
TOLLS = st.lists(
    st.tuples(
        st.sampled_from(["Maro", "Sovik", "Toft"]),
        st.sampled_from([None, "Veldoria", "Osmark"]),  # side of the speaker
        st.sampled_from([None, "Veldoria", "Osmark"]),  # side of the target
        st.sampled_from([None, "2031-05-01", "2031-05-02", "2031-05-03"]),
        st.sampled_from(["one", "two", "three"]),  # the report
        st.tuples(ENDS, ENDS, ENDS),
        st.sampled_from([None, "people", "soldiers", "civilians"]),
        st.sampled_from([None, "since the start of the war"]),
    ),
    max_size=12,
)
Row = tuple[str, str | None, str | None, str | None, str, tuple[int | None, int | None, int | None], str | None, str]


def told(row: Row) -> tuple[Claim, Figure]:
    """Make the claim and the figure of a row."""
    who, side, target, day, page, (low, high, best), of, window = row
    figure = Figure("killed", low, high, "the toll", Span(0, 8), of=of, best=best, window=window)
    happened = event(
        "casualties",
        when=When(day, day) if day else None,
        target=Party(target, target) if target else None,
        figures=(figure,),
    )
    text = f"the toll, as the report {page} tells it"
    within = report(text, outlet=page, published=None)
    return claim("the toll", within=within, speaker=speaker(who, side=side), event=happened, said_on=None), figure


def rivals(row: Row, other: Row) -> bool:
    """Compare two tolls in words: who, of what, when, and whether their intervals meet."""
    (who, side, target, day, page, (low, high, best), of, window) = row
    (who_2, side_2, target_2, day_2, page_2, (low_2, high_2, best_2), of_2, window_2) = other
    whom, whom_2 = (None if each == "people" else each for each in (of, of_2))
    if who == who_2 or window != window_2 or (whom and whom_2 and whom != whom_2):
        return False
    if not ((side and side_2 and side != side_2) or page == page_2) or (target and target_2 and target != target_2):
        return False
    if day and day_2 and abs(int(day[-2:]) - int(day_2[-2:])) > 1:
        return False
    least, most = (best if each is None else each for each in (low, high))
    least_2, most_2 = (best_2 if each is None else each for each in (low_2, high_2))
    below = most is not None and least_2 is not None and most < least_2
    return below or (most_2 is not None and least is not None and most_2 < least)


@settings(max_examples=300, deadline=None)
@given(TOLLS)
def test_the_index_answers_as_all_pairs_would(rows: list[Row]) -> None:
    """A toll is contradicted by those told before it exactly if one of them, looked at alone, contradicts it."""
    seen = Tolls()
    for number, row in enumerate(rows):
        made, figure = told(row)
        assert seen.contradict(made, figure, row[0]) == any(rivals(row, earlier) for earlier in rows[:number])
        seen.add(made, figure, row[0])
