-- SPDX-License-Identifier: EUPL-1.2
-- The search index: a dictionary of folded terms and their postings, in ordinary tables, changed in the transaction that
-- changes the record.

-- Terms: folded words, and codes such as "c:DE" (country) or "p:nurse" (profession). A word of a vocabulary that no
-- document has stands here too, with no documents. `id` leads to the postings; 0 while there are none.
CREATE TABLE index_term (
    term TEXT NOT NULL PRIMARY KEY,
    id INTEGER NOT NULL,
    documents INTEGER NOT NULL,
    CONSTRAINT index_term_documents CHECK (documents >= 0),
    CONSTRAINT index_term_id CHECK ((id = 0) = (documents = 0))
) STRICT, WITHOUT ROWID;

-- Documents of a term, for a range of 4096 document numbers a row: id = term id * 2^24 + document number / 4096.
-- `entries` starts with its form: 0 numbers and a payload byte each, 1 numbers alone, 2 one bit a number (512 bytes).
-- Numbers are the rest of the division, as the distance to the one before, less one, in 7-bit groups, low first.
CREATE TABLE index_posting (
    id INTEGER NOT NULL PRIMARY KEY,
    entries BLOB NOT NULL
) STRICT;

-- The words of the dictionary once more, packed by length, for looking through them all (typing errors):
-- id = length * 2^32 + running number; `words` are words of that length, each behind the set of its letters (4 bytes,
-- low first).
CREATE TABLE index_words (
    id INTEGER NOT NULL PRIMARY KEY,
    words BLOB NOT NULL
) STRICT;
