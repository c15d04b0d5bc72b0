"""Many videos from one command: sweeps, grids of pictures, batches of jobs and their reports."""
