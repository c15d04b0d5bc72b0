"""Mobjects in the plane: curves, images, clouds of points."""
