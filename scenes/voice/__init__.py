"""Voices that speak the lessons."""
