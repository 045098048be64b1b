"""The hub: where a regency's village offices hand in their work, and where it is merged.

It shares with the office the rules of a worker, the keys, the lists and the forms on the line, and
not its store: an office has one writer and the whole truth about its own people, the hub has many
writers and only what they told. Everything is in the database, so that any number of processes may
serve it: SQLite, encrypted like the office's, for a trial or one regency; the SQL is portable and
PostgreSQL is the way for more. Every table carries the village in its key; the two questions that
go over all villages, whose NIK and whose KPJ is this, are small tables of their own. One batch is
one transaction together with its receipt: what a receipt says is on the disk before it is sent.
What came in is kept whatever its verdict; nothing that an office said is thrown away because it
does not fit. The rules that judge are pure and know no database.
"""
