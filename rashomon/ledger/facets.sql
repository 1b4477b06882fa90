-- Version 2: an index of what the records can be asked for by. It is derived from the entries and nothing else:
-- it may be thrown away and made anew, and `verify` makes it anew and compares.

-- Each value of each field ("place", "shusha") once. Fields that no user asks for: "" all records, "record" kinds,
-- "in report" and "stands on" what a record belongs to, "called" and "spelled" the names that claims use of a place.
CREATE TABLE facet (
    id INTEGER PRIMARY KEY,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (field, value)
) STRICT;

-- The words of speakers and outlets, by which these are found.
CREATE TABLE facet_word (
    word TEXT NOT NULL,
    facet INTEGER NOT NULL,
    PRIMARY KEY (word, facet)
) STRICT, WITHOUT ROWID;

-- Which items have a facet, and between which entries. An item is all versions of one kind and key, and is named by
-- the number of the first; so items stand in the order in which they first came.
CREATE TABLE posting (
    facet INTEGER NOT NULL,
    kind INTEGER NOT NULL, -- a facet of the field "record"
    item INTEGER NOT NULL,
    since INTEGER NOT NULL, -- the entry that gave the item this facet
    until INTEGER, -- the entry that took it away
    PRIMARY KEY (facet, kind, item, since)
) STRICT, WITHOUT ROWID;

-- The facets that an item has now, as a JSON array, to compare with those of its next version.
CREATE TABLE held (
    item INTEGER PRIMARY KEY,
    facets TEXT NOT NULL
) STRICT;

-- By which rules the index was made, and up to which entry.
CREATE TABLE indexed (
    version INTEGER NOT NULL,
    entry INTEGER NOT NULL
) STRICT;
