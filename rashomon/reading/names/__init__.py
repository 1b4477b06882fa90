"""A page -> its names: people, organisations, places, nationalities, units and weapons, settled over the report."""

from rashomon.reading.names.entities import Entity, Kind
from rashomon.reading.names.finding import Names, find_names
from rashomon.reading.names.joining import are_variants

__all__ = ["Entity", "Kind", "Names", "are_variants", "find_names"]
