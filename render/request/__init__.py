"""From what the user typed to checked jobs."""
