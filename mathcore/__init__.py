"""Gradients, level curves and optimiser trajectories as data."""
