"""Faults that a student would see or hear, found before one does.

``inspect`` runs every check on a lesson or scene; ``check`` those that need its timeline only. One
kind of check is one module: ``layout``, ``cues``, ``sizes``, ``contrast``, ``stillness``,
``speech`` and ``captions``. They yield ``Finding``; ``stills`` outlines them on pictures.
"""
