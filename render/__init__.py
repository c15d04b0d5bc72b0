"""Plan, draw, encode, mux: from a lesson to finished files, and the ``steepest`` command."""
