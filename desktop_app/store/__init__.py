"""The office's register: one encrypted SQLite file, and what keeps it from ever losing anything.

SQLCipher with a raw random key, because a passphrase costs 146 ms a connection; WAL with full
synchronous, because a registration that was said to be saved must survive a power cut. SQLModel
declares the tables (and does not validate, hence CHECK constraints); rows are written by the
driver, four to ten times faster than through a session. One transaction holds record, search row,
audit row and change row; afterwards a small file outside the database, the *mark*, says how far
the audit chain went, so that an older copy is noticed. The change log and the audit chain are
append-only by triggers; erasure empties their values and nothing else. Only ``Store.read`` and
``Store.write`` open transactions. Opening never creates a file.
"""
