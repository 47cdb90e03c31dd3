-- SPDX-License-Identifier: EUPL-1.2
-- The directory: legislative areas and vocabularies as installed from their packages, authorities, coordinators, users.

-- Legislative areas. `content` is the canonical JSON of area.yaml.
CREATE TABLE area (
    code TEXT NOT NULL PRIMARY KEY,
    short TEXT NOT NULL,
    content TEXT NOT NULL,
    fingerprint BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX area_short ON area (short);

-- Codes of vocabularies: professions, authority-types, regions ... `position` is their order in the package.
CREATE TABLE vocabulary_code (
    vocabulary TEXT NOT NULL,
    code TEXT NOT NULL,
    parent TEXT,
    heading INTEGER NOT NULL,
    retired INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (vocabulary, code),
    CONSTRAINT vocabulary_code_heading CHECK (heading IN (0, 1)),
    CONSTRAINT vocabulary_code_retired CHECK (retired IN (0, 1))
) STRICT;

-- What a person reads and types for a code. `folded` is the text folded for search (index), words joined by a blank.
CREATE TABLE vocabulary_label (
    vocabulary TEXT NOT NULL,
    code TEXT NOT NULL,
    language TEXT NOT NULL,  -- BCP 47; `mul` for a name that all languages share
    kind TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (vocabulary, code, language, kind, position),
    CONSTRAINT vocabulary_label_code FOREIGN KEY (vocabulary, code) REFERENCES vocabulary_code (vocabulary, code),
    CONSTRAINT vocabulary_label_kind CHECK (kind IN ('label', 'synonym'))
) STRICT;
CREATE INDEX vocabulary_label_folded ON vocabulary_label (folded);

-- Competent authorities. `content` is the canonical JSON of the record (imi-formats(5)) without country, id and state;
-- the other columns are what other tables and searches ask for. `id` is also the number of the document in the index.
CREATE TABLE authority (
    id INTEGER NOT NULL PRIMARY KEY,
    country TEXT NOT NULL,
    code TEXT NOT NULL,        -- the country's own id, as given
    code_folded TEXT NOT NULL, -- the same without regard to case
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL, -- over country, id, state and content
    input_hash BLOB,            -- of the import row that gave this version: the same row again changes nothing
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,     -- number of the audit entry that made this version
    -- Not IN: SQLite makes a table of three values and more, at every row of an import.
    CONSTRAINT authority_state CHECK (state = 'active' OR state = 'suspended' OR state = 'inactive'),
    CONSTRAINT authority_version_number CHECK (version >= 1)
) STRICT;
CREATE UNIQUE INDEX authority_code ON authority (country, code_folded);

-- Versions of authorities that later ones replaced.
CREATE TABLE authority_version (
    authority_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    batch INTEGER NOT NULL,
    code TEXT NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    PRIMARY KEY (authority_id, version),
    CONSTRAINT authority_version_authority FOREIGN KEY (authority_id) REFERENCES authority (id)
) STRICT;

-- In which area an authority takes part, as what, with which rights (a list joined by |).
CREATE TABLE authority_area (
    authority_id INTEGER NOT NULL,
    area TEXT NOT NULL,
    role TEXT NOT NULL,
    rights TEXT NOT NULL,
    PRIMARY KEY (authority_id, area),
    CONSTRAINT authority_area_authority FOREIGN KEY (authority_id) REFERENCES authority (id),
    CONSTRAINT authority_area_area FOREIGN KEY (area) REFERENCES area (code),
    CONSTRAINT authority_area_role CHECK (role IN ('authority', 'nimic', 'sdimic', 'dimic', 'limic'))
) STRICT;
CREATE INDEX authority_area_role ON authority_area (area, role);

-- Who coordinates whom, in which capacity.
CREATE TABLE coordination (
    authority_id INTEGER NOT NULL,
    area TEXT NOT NULL,
    kind TEXT NOT NULL,
    coordinator_id INTEGER NOT NULL,
    PRIMARY KEY (authority_id, area, kind, coordinator_id),
    CONSTRAINT coordination_area FOREIGN KEY (authority_id, area) REFERENCES authority_area (authority_id, area),
    CONSTRAINT coordination_coordinator FOREIGN KEY (coordinator_id) REFERENCES authority (id),
    CONSTRAINT coordination_kind CHECK (kind IN ('validating', 'access', 'request', 'alert'))
) STRICT;
CREATE INDEX coordination_coordinator ON coordination (coordinator_id);

-- Which professions an authority is competent for.
CREATE TABLE authority_profession (
    authority_id INTEGER NOT NULL,
    profession TEXT NOT NULL,
    PRIMARY KEY (authority_id, profession),
    CONSTRAINT authority_profession_authority FOREIGN KEY (authority_id) REFERENCES authority (id)
) STRICT;

-- Rights of a user for an authority: a role, in one area or (area '') in all.
CREATE TABLE user_role (
    user_id INTEGER NOT NULL,
    authority_id INTEGER NOT NULL,
    role TEXT NOT NULL,
    area TEXT NOT NULL,
    PRIMARY KEY (user_id, authority_id, role, area),
    CONSTRAINT user_role_user FOREIGN KEY (user_id) REFERENCES imi_user (id),
    CONSTRAINT user_role_authority FOREIGN KEY (authority_id) REFERENCES authority (id)
) STRICT;
CREATE INDEX user_role_authority ON user_role (authority_id);
