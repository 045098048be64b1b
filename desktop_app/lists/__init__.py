"""Spreadsheets in and out: plain values here, no register and no window.

A list is read by its content, not its name, and by its headings, not its column numbers, because
offices move columns and keep the headings. What a heading means stands in
``resources/lists/template.toml``; what BPJS Ketenagakerjaan wants stands in ``bpjs.toml``: both
change without a release. Cells become the public JSON object of a worker and are judged by the
same rules as a form; here only what a spreadsheet does to values is known (a number that was a
NIK, a date that is a serial). Numbers that name somebody are always text. A file appears whole
under its name or not at all, and no cell of it is ever taken for a formula.
"""
