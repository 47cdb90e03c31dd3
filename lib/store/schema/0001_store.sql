-- SPDX-License-Identifier: EUPL-1.2
-- The store itself: its properties, who may act in it, and the record of what was done.
-- Instants are seconds since 1970-01-01 UTC; hashes are SHA-256, 32 bytes.

-- Settings and facts of the store: training, created_at, fold_version ...
CREATE TABLE store_property (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Persons who act, by login. What a person may do stands in user_role (for an authority) and store_role.
-- `content` is the canonical JSON of the personal part (name, e-mail, language); `content_hash` is over salt and content,
-- so that erasing both leaves nothing that a name could be tried against.
CREATE TABLE imi_user (
    id INTEGER NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    salt BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL, -- number of the audit entry that made this version
    CONSTRAINT imi_user_state CHECK (state IN ('active', 'suspended')),
    CONSTRAINT imi_user_version CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX imi_user_login ON imi_user (login);

-- Versions of users that later ones replaced.
CREATE TABLE imi_user_version (
    user_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    salt BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    PRIMARY KEY (user_id, version),
    CONSTRAINT imi_user_version_user FOREIGN KEY (user_id) REFERENCES imi_user (id)
) STRICT;

-- Roles of the store: operator, statistics.
CREATE TABLE store_role (
    user_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (user_id, role),
    CONSTRAINT store_role_user FOREIGN KEY (user_id) REFERENCES imi_user (id),
    CONSTRAINT store_role_known CHECK (role IN ('operator', 'statistics'))
) STRICT;

-- Which account of the operating system is which login. The account's name is kept beside the number: a number given to
-- another person later does not inherit.
CREATE TABLE identity (
    id INTEGER NOT NULL PRIMARY KEY,
    uid INTEGER NOT NULL,
    account TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_until INTEGER, -- NULL while it holds
    CONSTRAINT identity_user FOREIGN KEY (user_id) REFERENCES imi_user (id)
) STRICT;
CREATE INDEX identity_uid ON identity (uid);

-- One row a command that changed the store, or was refused a right. A hash chain:
-- head = SHA-256(previous || SHA-256(canonical JSON of the row) || changes_hash).
-- For a change of objects, `changes_hash` is over (object, old hash, new hash) of each, in the order of the objects; the
-- triples themselves are the versions that carry this number as `batch`.
CREATE TABLE audit_entry (
    number INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    login TEXT NOT NULL,      -- who acted
    on_behalf TEXT,           -- whose rights counted, when another's (--as)
    uid INTEGER NOT NULL,
    tool TEXT NOT NULL,
    verb TEXT NOT NULL,
    object TEXT NOT NULL,     -- what it was done to, or the kind for a batch
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL,     -- canonical JSON: counts, hash of the input; no personal data
    changes_hash BLOB NOT NULL,
    previous BLOB NOT NULL,
    head BLOB NOT NULL,
    CONSTRAINT audit_entry_outcome CHECK (outcome IN ('done', 'refused'))
) STRICT;
