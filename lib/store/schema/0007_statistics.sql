-- SPDX-License-Identifier: EUPL-1.2
-- Reports are parts of packages as well.
ALTER TABLE package_translation RENAME TO package_translation_before;
ALTER TABLE package_part RENAME TO package_part_before;
DROP INDEX package_part_id;
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
    CONSTRAINT package_part_kinds CHECK (kind IN ('form', 'workflow', 'mail', 'report'))
) STRICT;
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
    CONSTRAINT package_translation_of FOREIGN KEY (kind, package, id, version)
        REFERENCES package_part (kind, package, id, version)
) STRICT;
INSERT INTO package_part (kind, package, id, version, position, source_language, content, fingerprint, batch)
    SELECT kind, package, id, version, position, source_language, content, fingerprint, batch FROM package_part_before;
INSERT INTO package_translation (kind, package, id, version, language, content, fingerprint, batch)
    SELECT kind, package, id, version, language, content, fingerprint, batch FROM package_translation_before;
DROP TABLE package_translation_before;
DROP TABLE package_part_before;
CREATE INDEX package_part_id ON package_part (kind, id);

-- What is counted of cases, kept up by whoever changes a case: cells are the sum of all cases. `spec` is canonical JSON.
CREATE TABLE counting (
    id TEXT NOT NULL PRIMARY KEY, -- of the report; "figures/report" where it is counted for another one
    spec TEXT NOT NULL
) STRICT;
CREATE TABLE statistics_cell (
    counting TEXT NOT NULL,
    cell TEXT NOT NULL, -- counter, area, values of the dimensions, what else tells it apart; joined by |
    n INTEGER NOT NULL,
    PRIMARY KEY (counting, cell)
) STRICT, WITHOUT ROWID;

-- Where the events of a day began: those up to `position` all happened until `latest`. Written with the first change of
-- a case on a day (UTC), so that a report of an evening finds what came after it.
CREATE TABLE statistics_mark (
    day TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    latest INTEGER NOT NULL
) STRICT;
