"""Pengaturan: one tab a subject. Each tab is shown only to roles that may do something in it."""
