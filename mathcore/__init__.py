"""Gradients, level curves and optimiser trajectories as data.

=================  ===============================================================================
``objectives``     landscapes by name or from a formula, with exact gradient and Hessian
``optimizers``     the methods: frozen settings and a pure update
``trajectories``   running a method from one start or many; what may be said about a run
``levels``         level curves, which of them to draw, and maps of the minimum each start reaches
``calculus``       slopes along directions, tangents, angles, curvature, kinds of stationary points
``schedules``      learning rates that change from step to step
``regression``     a line through real data: its landscape, and descent by mini-batches
``networks``       a small network trained on digits, and its loss on a plane
``datasets``       the data that ships with the package
``averages``       exponentially weighted averages, their bias and its correction
``expressions``    reading a formula in x and y safely, and its derivatives
``noise``          noise on gradients
``results``        what every result can do: ``to_dict``, ``to_csv``, ``to_npz``, ``from_npz``
=================  ===============================================================================

Everything is float64 and vectorised over leading axes. Nothing here draws.
"""

from mathcore import (
    averages,
    calculus,
    datasets,
    expressions,
    levels,
    networks,
    noise,
    objectives,
    optimizers,
    regression,
    schedules,
    trajectories,
)

__all__ = [
    "averages",
    "calculus",
    "datasets",
    "expressions",
    "levels",
    "networks",
    "noise",
    "objectives",
    "optimizers",
    "regression",
    "schedules",
    "trajectories",
]
