"""Sentences for rules: what happened, where, what to do. The only place where a rule gets words."""
