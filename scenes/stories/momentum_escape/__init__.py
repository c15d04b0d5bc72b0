"""How does momentum carry past a local minimum? Parameters, data and words."""
