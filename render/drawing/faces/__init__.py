"""The faces of surfaces and solids, as many as a frame has, in one go."""
