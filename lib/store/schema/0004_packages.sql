-- SPDX-License-Identifier: EUPL-1.2
-- What area packages bring beside areas and vocabularies, as compiled; and the set-ups of countries, regions and
-- authorities that choose between what workflows allow.

-- Question sets, forms, surveys, workflows and mails. The content under a version never changes: a case keeps the version
-- that it began with. `content` is canonical JSON, `fingerprint` its SHA-256.
CREATE TABLE package_part (
    kind TEXT NOT NULL,
    package TEXT NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    position INTEGER NOT NULL, -- order of installation: the highest of a part is its present version
    source_language TEXT NOT NULL,
    content TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    batch INTEGER NOT NULL,    -- number of the audit entry that installed it
    PRIMARY KEY (kind, package, id, version),
    CONSTRAINT package_part_kind CHECK (kind IN ('form', 'workflow', 'mail'))
) STRICT;
CREATE INDEX package_part_id ON package_part (kind, id);

-- Translations of a part: canonical JSON {path: text}. They may improve without a new version.
CREATE TABLE package_translation (
    kind TEXT NOT NULL,
    package TEXT NOT NULL,
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    content TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    batch INTEGER NOT NULL,
    PRIMARY KEY (kind, package, id, version, language),
    CONSTRAINT package_translation_part FOREIGN KEY (kind, package, id, version)
        REFERENCES package_part (kind, package, id, version)
) STRICT;

-- Set-ups, one row a scope; an empty region, area or authority means all of them. `content` is canonical JSON
-- {workflow: {switch: "yes" or "no"}}.
CREATE TABLE setup (
    id INTEGER NOT NULL PRIMARY KEY,
    country TEXT NOT NULL,
    region TEXT NOT NULL,
    area TEXT NOT NULL,
    authority TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL, -- over scope and content
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,     -- number of the audit entry that made this version
    CONSTRAINT setup_version_number CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX setup_scope ON setup (country, region, area, authority);

-- Versions of set-ups that later ones replaced.
CREATE TABLE setup_version (
    setup_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    PRIMARY KEY (setup_id, version),
    CONSTRAINT setup_version_setup FOREIGN KEY (setup_id) REFERENCES setup (id)
) STRICT;
