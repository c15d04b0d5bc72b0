"""Mobjects to pixels: what a camera sees, drawn by Manim's Cairo or by Skia."""
