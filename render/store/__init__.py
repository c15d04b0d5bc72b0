"""Files on disk: written whole or not at all, known by what made them."""
