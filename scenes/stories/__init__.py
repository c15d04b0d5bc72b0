"""Parameters, data and words of each lesson, free of Manim."""
