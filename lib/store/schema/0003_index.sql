-- SPDX-License-Identifier: EUPL-1.2
-- The search index: a dictionary of folded terms and their postings, in ordinary tables, changed in the transaction that
-- changes the record.

-- Terms: folded words, and codes such as "c:DE" (country) or "p:nurse" (profession).
CREATE TABLE index_term (
    id INTEGER NOT NULL PRIMARY KEY,
    term TEXT NOT NULL,
    documents INTEGER NOT NULL,
    CONSTRAINT index_term_documents CHECK (documents >= 0)
) STRICT;
CREATE UNIQUE INDEX index_term_term ON index_term (term);

-- Documents of a term, for a range of 4096 document numbers a row: id = term id * 2^24 + document number / 4096.
CREATE TABLE index_posting (
    id INTEGER NOT NULL PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;

-- The words of the dictionary once more, packed by length, for looking through them all (typing errors):
-- id = length * 2^32 + running number; `words` are words of that length one after the other.
CREATE TABLE index_words (
    id INTEGER NOT NULL PRIMARY KEY,
    words BLOB NOT NULL
) STRICT;
