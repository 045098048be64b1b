"""Loket Desa: the counter at which a village office registers its workers.

Layers point down (``pyproject.toml``, tested): ``ui`` and ``cli`` show, ``actions`` decide and are
the only writers, ``documents`` and ``lists`` turn plain values into paper and workbooks, ``store``
keeps, ``trust`` locks and signs, ``reference`` and ``wording`` bring tables and words, ``domain``
holds the rules and knows nothing of the rest.
"""
