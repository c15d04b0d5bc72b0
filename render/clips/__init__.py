"""Clips for slides and pages: a section as mp4, gif, webm, mov or png, looped or made to fit.

``programs`` knows what each program takes, ``sizes`` reads ``10MB``, ``request`` checks the command
line, ``shots`` says which pictures a clip shows, ``ladder`` which qualities there are, ``encode``
makes one, ``fit`` finds the best that is small enough, ``make`` does all of it.
"""
