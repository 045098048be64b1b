"""One person beside the list: what is recorded, in what state, which papers, what happened."""
