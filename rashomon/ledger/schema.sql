-- Version 1 of the ledger. A later version is a further file beside this one, never a change of it.

CREATE TABLE entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT, -- gapless from 1; the counter also shows that last rows were cut off
    recorded TEXT NOT NULL, -- when the ledger learned it: UTC, YYYY-MM-DDTHH:MM:SS.ffffffZ
    kind TEXT NOT NULL, -- report, claim, skipped, dispute, copy, utterance, control, raw
    key TEXT NOT NULL, -- the latest entry of a kind and key is the one that counts
    content TEXT, -- canonical JSON; NULL withdraws what was said under this kind and key
    hash TEXT NOT NULL -- SHA-256 over all of the above and the hash of the entry before
) STRICT;

CREATE INDEX entry_kind_key ON entry (kind, key);

CREATE INDEX entry_recorded ON entry (recorded);

-- The bytes of each gathered page, compressed with zlib. An entry of kind "raw" says that they were kept.
CREATE TABLE raw (
    sha256 TEXT PRIMARY KEY, -- of the bytes as gathered
    bytes BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_never_updated BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never updated');
END;

CREATE TRIGGER entry_never_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never deleted');
END;

-- INSERT OR REPLACE deletes without firing the trigger above, unless the connection asks for it.
CREATE TRIGGER entry_never_replaced BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE number = new.number)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: an entry is never replaced');
END;

CREATE TRIGGER entry_without_gaps BEFORE INSERT ON entry
WHEN new.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry)
BEGIN
    SELECT RAISE(ABORT, 'the ledger has no gaps: the next entry bears the next number');
END;

CREATE TRIGGER raw_never_updated BEFORE UPDATE ON raw
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: raw bytes are never updated');
END;

CREATE TRIGGER raw_never_deleted BEFORE DELETE ON raw
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: raw bytes are never deleted');
END;

-- The row number is asked too: REPLACE would go by that as well.
CREATE TRIGGER raw_never_replaced BEFORE INSERT ON raw
WHEN EXISTS (SELECT 1 FROM raw WHERE sha256 = new.sha256) OR EXISTS (SELECT 1 FROM raw WHERE rowid = new.rowid)
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only: raw bytes are never replaced');
END;

-- What the full-text search looks at: every version of every report and claim.
CREATE VIEW searched AS
SELECT
    number,
    json_extract(content, '$.title') AS title,
    CASE kind WHEN 'report' THEN json_extract(content, '$.text') ELSE json_extract(content, '$.words') END AS words
FROM entry
WHERE kind IN ('report', 'claim') AND content IS NOT NULL;

CREATE VIRTUAL TABLE search USING fts5(
    title, words, content = 'searched', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER entry_searched AFTER INSERT ON entry
WHEN new.kind IN ('report', 'claim') AND new.content IS NOT NULL
BEGIN
    INSERT INTO search (rowid, title, words)
    SELECT number, title, words FROM searched WHERE number = new.number;
END;

-- For people with any SQLite tool: what stands now, withdrawn things left out.
CREATE VIEW standing AS
SELECT * FROM entry
WHERE content IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM entry AS later
        WHERE later.kind = entry.kind AND later.key = entry.key AND later.number > entry.number
    );

CREATE VIEW reports AS
SELECT
    key AS id,
    json_extract(content, '$.outlet') AS outlet,
    json_extract(content, '$.published') AS published,
    json_extract(content, '$.title') AS title,
    json_extract(content, '$.author') AS author,
    json_extract(content, '$.language') AS language,
    json_extract(content, '$.origin') AS origin,
    json_extract(content, '$.url') AS url,
    json_extract(content, '$.sha256') AS sha256,
    json_extract(content, '$.extractor') AS extractor,
    json_extract(content, '$.text') AS text,
    recorded
FROM standing WHERE kind = 'report';

CREATE VIEW claims AS
SELECT
    key AS id,
    json_extract(content, '$.report') AS report,
    json_extract(content, '$.outlet') AS outlet,
    json_extract(content, '$.published') AS published,
    json_extract(content, '$.speaker.name') AS speaker,
    json_extract(content, '$.speaker.role') AS role,
    json_extract(content, '$.speaker.body') AS body,
    json_extract(content, '$.speaker.side') AS side,
    json_extract(content, '$.channel') AS channel,
    json_extract(content, '$.quotation') AS quotation,
    json_extract(content, '$.stance') AS stance,
    json_extract(content, '$.denial') AS denial,
    json_extract(content, '$.answers') AS answers,
    json_extract(content, '$.words') AS words,
    json_extract(content, '$.span[0]') AS span_start,
    json_extract(content, '$.span[1]') AS span_end,
    json_extract(content, '$.cue.words') AS cue,
    json_extract(content, '$.said_on.from') AS said_from,
    json_extract(content, '$.said_on.to') AS said_to,
    json_extract(content, '$.event.kind') AS event,
    json_extract(content, '$.event.actor.name') AS actor,
    json_extract(content, '$.event.target.name') AS target,
    json_extract(content, '$.event.polarity') AS polarity,
    json_extract(content, '$.event.modality') AS modality,
    json_extract(content, '$.event.place.name') AS place,
    json_extract(content, '$.event.place.written') AS place_written,
    json_extract(content, '$.event.when.from') AS event_from,
    json_extract(content, '$.event.when.to') AS event_to,
    json_extract(content, '$.score') AS score,
    recorded
FROM standing WHERE kind = 'claim';

CREATE VIEW disputes AS
SELECT
    key AS id,
    json_extract(content, '$.question') AS question,
    json_extract(content, '$.about') AS about,
    json_extract(content, '$.status') AS status,
    json_extract(content, '$.place.name') AS place,
    json_extract(content, '$.when.from') AS event_from,
    json_extract(content, '$.when.to') AS event_to,
    json_array_length(content, '$.positions') AS positions,
    json_extract(content, '$.conceded.on') AS conceded_on,
    recorded
FROM standing WHERE kind = 'dispute';
