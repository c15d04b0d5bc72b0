"""Skia's pictures, written from arrays as bytes."""
