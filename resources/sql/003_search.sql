-- What makes a long history searchable. It holds no text and can be made anew from the records at any time: nothing here is sealed, and
-- nothing here decides what a record says. Old histories are taken in piece by piece after they were opened.

-- The words of each record by its row, for words by their beginnings. detail=none: which rows have a word, not where in them.
CREATE VIRTUAL TABLE record_words USING fts5(text, content='', detail=none, columnsize=0, tokenize='unicode61');

-- Which groups of four bytes occur in which block of 32 records, for text anywhere. A part is 2,048 records (64 blocks), a slice 32 of
-- the 8,192 places that a group can have: bits holds one 64-bit word a place, little-endian, one bit a block.
CREATE TABLE record_marks (
    slice INTEGER NOT NULL,
    part INTEGER NOT NULL,
    bits BLOB NOT NULL CHECK (length(bits) = 256),
    PRIMARY KEY (slice, part)
) STRICT, WITHOUT ROWID;

-- Up to which row each of them goes.
CREATE TABLE record_searchable (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    words INTEGER NOT NULL,
    marks INTEGER NOT NULL
) STRICT;

INSERT INTO record_searchable (only, words, marks) VALUES (1, 0, 0);

-- The records of one command: json_valid first, because a record that somebody made unreadable must not stop the others.
CREATE INDEX record_by_command ON record (CASE WHEN json_valid(data) THEN json_extract(data, '$.command') END)
WHERE kind IN ('command.intent', 'command.outcome', 'command.effect');
