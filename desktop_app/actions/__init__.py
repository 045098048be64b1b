"""What a clerk can do, one file a subject; the only writers.

Window and commands call the same functions with a :class:`~desktop_app.actions.desk.Desk` (an
opened office and who works at it). Each action is one transaction: record, search row, audit row
and change row together, or nothing. Rules come from ``domain``, tables from ``reference``; what
cannot be done raises ``Refused`` with a rule that ``wording`` turns into a sentence.
"""
