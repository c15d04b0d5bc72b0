"""How does momentum carry past a local minimum? The drawing."""
