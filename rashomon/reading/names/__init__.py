"""A page -> its names: people, organisations, places, nationalities, units and weapons, settled over the report."""

from rashomon.knowledge.variants import are_variants
from rashomon.reading.names.entities import Entity, Kind
from rashomon.reading.names.finding import Names, find_names

__all__ = ["Entity", "Kind", "Names", "are_variants", "find_names"]
