"""Errors that a lecturer reads: one line, what is wrong and what to do about it."""

from __future__ import annotations


class SteepestError(Exception):
    """Something failed while working; the command ends with exit code 1."""


class UsageError(SteepestError):
    """What was asked for cannot be: nothing was touched; exit code 2."""
