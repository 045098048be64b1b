"""Models of tables, fed from the lanes and tested without a window."""
