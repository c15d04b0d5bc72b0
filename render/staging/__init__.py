"""Run a scene frame by frame, drawn or not, and note what happens in it."""
