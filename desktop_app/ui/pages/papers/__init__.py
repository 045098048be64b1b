"""Printing: what, for whom, on which sheet; the preview is the very PDF that is saved or printed,
and the ledger is told only after it went out."""
