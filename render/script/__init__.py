"""The lines of a lesson for those who record their own voice, and what they have recorded.

``lines`` numbers them, ``reading`` tells how formulas and numbers are said, ``takes`` compares
them with a folder of recordings, ``pages`` and ``files`` write them down.
"""
