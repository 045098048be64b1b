"""Words for rules, fields and states: the only place where a rule gets a sentence.

Everything below says what it found as a rule with parameters; here it becomes one plain sentence
in the reader's language: what, where, what to do. So a window, a command and the remarks in a
workbook say the same, the rules stay testable without a language, and a translator finds all
sentences together. English stands in the code, Indonesian in ``wording.po``. A sentence never
raises, because it is made when something has gone wrong already: what has no sentence is named,
a parameter that is not there becomes an ellipsis. No sentence holds a whole NIK.
"""
