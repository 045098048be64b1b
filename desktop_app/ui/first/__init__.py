"""What is on screen before a desk is open: the three ways to begin, the wizard, the log-in, the
way back from a backup. Nothing here imports the store or the actions before the window is shown,
so that the log-in appears at once."""
