"""Lectures: a manifest of lessons, the parts it asks for, and the files that they make together."""
