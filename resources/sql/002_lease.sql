-- Who carries out the releases of this workspace: one row, changed in place. Every change of hands raises the epoch, and whoever
-- writes checks in the same transaction that the epoch is still their own.
CREATE TABLE lease (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    epoch INTEGER NOT NULL CHECK (epoch >= 0),
    held INTEGER NOT NULL CHECK (held IN (0, 1)),
    -- JSON: person, program, host, machine, process, start.
    holder TEXT NOT NULL,
    since TEXT NOT NULL,
    -- Counts heartbeats. Whoever waits for them looks whether the count changes; the time is for people alone.
    beat INTEGER NOT NULL CHECK (beat >= 0),
    beat_at TEXT NOT NULL,
    -- JSON as holder, of the one who asks for the workspace; empty while nobody does.
    wanted_by TEXT NOT NULL,
    wanted_why TEXT NOT NULL
) STRICT;

INSERT INTO lease (only, epoch, held, holder, since, beat, beat_at, wanted_by, wanted_why)
VALUES (1, 0, 0, '', '', 0, '', '', '');

CREATE TRIGGER lease_epoch_only_grows BEFORE UPDATE ON lease
WHEN NEW.epoch < OLD.epoch OR (NEW.holder <> OLD.holder AND NEW.epoch = OLD.epoch)
BEGIN
    SELECT RAISE(ABORT, 'The epoch of the lease only grows, and grows with each holder.');
END;

-- INSERT OR REPLACE changes without asking the trigger above.
CREATE TRIGGER lease_is_never_replaced BEFORE INSERT ON lease
WHEN (SELECT count(*) FROM lease) > 0
BEGIN
    SELECT RAISE(ABORT, 'There is one lease.');
END;

CREATE TRIGGER lease_is_never_removed BEFORE DELETE ON lease
BEGIN
    SELECT RAISE(ABORT, 'The lease cannot be removed.');
END;
