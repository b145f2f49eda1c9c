-- The history of a workspace. A statement ends with a line that ends in ";"; a trigger ends with the line "END;".

-- "FLDH": tells our files from those of other programs.
PRAGMA application_id = 1179403336;

-- One sealed row each. Text is kept byte for byte as it is hashed.
CREATE TABLE record (
    row INTEGER PRIMARY KEY CHECK (row > 0),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    release TEXT NOT NULL,
    object TEXT NOT NULL,
    why TEXT NOT NULL,
    data TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX record_by_release ON record (release, row);

CREATE TRIGGER record_is_never_changed BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'A row of the history cannot be changed.');
END;

CREATE TRIGGER record_is_never_removed BEFORE DELETE ON record
BEGIN
    SELECT RAISE(ABORT, 'A row of the history cannot be removed.');
END;

-- INSERT OR REPLACE removes without asking the trigger above.
CREATE TRIGGER record_only_grows BEFORE INSERT ON record
WHEN NEW.row <= (SELECT max(row) FROM record)
BEGIN
    SELECT RAISE(ABORT, 'The history only grows at its end.');
END;

-- What the chain alone cannot show: where it ended. Changed in the transaction that adds the row.
CREATE TABLE chain_head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    row INTEGER NOT NULL,
    at TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

INSERT INTO chain_head (only, row, at, hash) VALUES (1, 0, '1970-01-01T00:00:00.000Z', zeroblob(32));

CREATE TRIGGER chain_head_only_advances BEFORE UPDATE ON chain_head
WHEN NEW.row <= OLD.row
BEGIN
    SELECT RAISE(ABORT, 'The head of the history only advances.');
END;

CREATE TRIGGER chain_head_is_never_removed BEFORE DELETE ON chain_head
BEGIN
    SELECT RAISE(ABORT, 'The head of the history cannot be removed.');
END;

CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    release TEXT NOT NULL,
    metric TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('canary', 'baseline')),
    UNIQUE (release, metric, role)
) STRICT;

-- Times in milliseconds since 1970-01-01T00:00:00Z.
CREATE TABLE sample (
    series INTEGER NOT NULL REFERENCES series (id),
    at INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (series, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE note (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
