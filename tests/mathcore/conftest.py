"""Random examples are the same on every run; ``--hypothesis-profile explore`` draws new ones."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", database=None, deadline=None)
settings.load_profile("repeatable")
