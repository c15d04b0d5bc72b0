"""The commands of ``steepest``, one module each."""
