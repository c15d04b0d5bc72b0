"""The drawing side of each lesson."""
