"""Jobs to finished files, over worker processes."""
