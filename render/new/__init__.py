"""A lesson of one's own: ``names`` checks what it shall be called, ``write`` writes its files."""
