-- SPDX-License-Identifier: EUPL-1.2
-- Cases of every workflow. Events are appended and never changed; what else stands in imi_case and case_seat is a
-- function of them, kept for lists.

-- Running numbers of cases: one counter an area and year (UTC).
CREATE TABLE case_counter (
    area TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (area, year)
) STRICT;

CREATE TABLE imi_case (
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,        -- as people know it, in capitals
    parent_id INTEGER,           -- of a part: the case that was split
    part INTEGER NOT NULL,       -- number of the part; 0 for a case that is none
    follows TEXT NOT NULL,       -- number of an earlier case that this one refers to; may be empty
    area TEXT NOT NULL,
    workflow_package TEXT NOT NULL,
    workflow TEXT NOT NULL,
    workflow_version TEXT NOT NULL,
    forms TEXT NOT NULL,         -- canonical JSON {form: "package/id@version"}: what the forms of the workflow are in it
    overrides TEXT NOT NULL,     -- canonical JSON: deadlines and retention of the area when it began
    case_key TEXT NOT NULL,      -- the reference of who began it; may be empty
    questions TEXT NOT NULL,     -- of a part: canonical JSON list of the questions dealt out to it
    batch INTEGER NOT NULL,      -- number of the audit entry that began it
    imported_hash BLOB,          -- of a historic case: over what was imported
    -- from here on functions of the events
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    ended_at INTEGER,
    CONSTRAINT imi_case_parent FOREIGN KEY (parent_id) REFERENCES imi_case (id),
    CONSTRAINT imi_case_version CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX imi_case_number ON imi_case (number);
CREATE INDEX imi_case_parent_part ON imi_case (parent_id, part);
CREATE INDEX imi_case_area_state ON imi_case (area, state);

-- Steps of a case. `content` is canonical JSON of the event without anything personal; `position` orders the events of
-- all cases. `firing` is the key of a timer's firing: each happens once.
CREATE TABLE case_event (
    position INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    firing TEXT,
    batch INTEGER NOT NULL,
    CONSTRAINT case_event_case FOREIGN KEY (case_id) REFERENCES imi_case (id)
) STRICT;
CREATE UNIQUE INDEX case_event_version ON case_event (case_id, version);
CREATE UNIQUE INDEX case_event_firing ON case_event (firing);
CREATE INDEX case_event_batch ON case_event (batch);

-- What was filled in, apart from the events, which hold its commitment: SHA-256 over salt, content and personal part.
-- Form '' is the comment of the event with that revision. A draft is replaced by the next draft and by the release, so
-- each revision stands once. NULL: erased.
CREATE TABLE case_form (
    case_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    revision INTEGER NOT NULL,
    recipient TEXT NOT NULL,   -- "party:key" inside each; else empty
    version INTEGER NOT NULL,  -- of the event that gave it
    content TEXT NOT NULL,     -- canonical JSON of what is not personal
    personal TEXT,             -- the same of what is
    salt BLOB,
    PRIMARY KEY (case_id, form, revision, recipient),
    CONSTRAINT case_form_case FOREIGN KEY (case_id) REFERENCES imi_case (id)
) STRICT;

-- Files. Bytes stand once for all cases, under their SHA-256.
CREATE TABLE file_content (
    hash BLOB NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE case_file (
    case_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    hash BLOB NOT NULL,
    size INTEGER NOT NULL,
    authority TEXT NOT NULL,   -- who attached it, "RO:cmr"
    at INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    PRIMARY KEY (case_id, name),
    CONSTRAINT case_file_case FOREIGN KEY (case_id) REFERENCES imi_case (id)
) STRICT;

-- Who sits, or sat, in a case: a function of its events.
CREATE TABLE case_seat (
    case_id INTEGER NOT NULL,
    party TEXT NOT NULL,
    recipient TEXT NOT NULL,
    authority TEXT NOT NULL,
    country TEXT NOT NULL,
    former INTEGER NOT NULL,
    PRIMARY KEY (case_id, party, recipient, authority),
    CONSTRAINT case_seat_case FOREIGN KEY (case_id) REFERENCES imi_case (id),
    CONSTRAINT case_seat_former CHECK (former IN (0, 1))
) STRICT;
CREATE INDEX case_seat_authority ON case_seat (authority);
CREATE INDEX case_seat_country ON case_seat (country);

-- The timers that fire next, for the nightly run to find its cases.
CREATE TABLE case_timer (
    firing TEXT NOT NULL PRIMARY KEY, -- the key under which the firing is recorded
    case_id INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    CONSTRAINT case_timer_case FOREIGN KEY (case_id) REFERENCES imi_case (id)
) STRICT;
CREATE INDEX case_timer_due ON case_timer (due_at);
CREATE INDEX case_timer_case ON case_timer (case_id);

-- Callers' own references: the same key of an authority with the same content answers with the first result.
CREATE TABLE case_caller_key (
    authority TEXT NOT NULL,
    caller_key TEXT NOT NULL,
    content_hash BLOB NOT NULL, -- of what was asked
    result TEXT NOT NULL,       -- canonical JSON of what was answered
    batch INTEGER NOT NULL,
    PRIMARY KEY (authority, caller_key)
) STRICT;

-- Mails, composed in the transaction of the event that they tell of. Nothing of a case's content stands in them.
CREATE TABLE outbox (
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL,
    version INTEGER NOT NULL,  -- of the event
    recipient TEXT NOT NULL,   -- address
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    delivered_at INTEGER,      -- NULL: waits
    CONSTRAINT outbox_case FOREIGN KEY (case_id) REFERENCES imi_case (id)
) STRICT;
CREATE UNIQUE INDEX outbox_once ON outbox (case_id, version, recipient, kind);
CREATE INDEX outbox_waiting ON outbox (delivered_at);
