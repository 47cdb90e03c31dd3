-- SPDX-License-Identifier: EUPL-1.2
-- Who follows a body that ends: repeats `successors` of the records, so that whoever follows is found from either side.
CREATE TABLE succession (
    authority_id INTEGER NOT NULL,
    successor_id INTEGER NOT NULL,
    PRIMARY KEY (authority_id, successor_id),
    CONSTRAINT succession_authority FOREIGN KEY (authority_id) REFERENCES authority (id),
    CONSTRAINT succession_successor FOREIGN KEY (successor_id) REFERENCES authority (id)
) STRICT;
CREATE INDEX succession_successor ON succession (successor_id);
