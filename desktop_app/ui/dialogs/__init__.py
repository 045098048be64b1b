"""Questions in the way, and only before something that cannot be undone."""
