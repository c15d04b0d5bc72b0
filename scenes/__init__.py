"""Lessons: the data of mathcore as narrated Manim animations."""
