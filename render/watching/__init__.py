"""A preview that follows what is saved.

``loop`` waits for saves and starts ``redraw`` in a worker, which finds out what has changed
(``sections``) and draws that (``clips``); ``server`` shows it.
"""
