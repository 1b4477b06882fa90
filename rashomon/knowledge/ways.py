"""The part of a place, as written -> whether it is a part at all, or a way from the place."""

from __future__ import annotations

import re

_WAY = re.compile(r"(?:^|\s)(?:near|outside|around|close to|of|from|to|towards?)$", re.IGNORECASE)


def is_way(part: str) -> bool:
    """Tell what leads away from a place from a part of it.

    >>> is_way("5 km north of"), is_way("near"), is_way("the northern part")
    (True, True, False)
    """
    return _WAY.search(part) is not None
