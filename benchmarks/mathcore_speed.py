"""How long mathcore takes, beside what is asked of it, and beside PyTorch where that is installed.

    python benchmarks/mathcore_speed.py

Each figure is the best of several runs, in milliseconds. PyTorch's is the same work done by
``torch.optim`` on the CPU with our exact gradients, in one thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from mathcore import levels, networks, objectives, trajectories
from mathcore.optimizers import Adam, GradientDescent

BOWL = objectives.get("bowl", condition_number=25)
HIMMELBLAU = objectives.get("himmelblau")
STARTS = np.random.default_rng(0).uniform(-4, 4, (1000, 2))


def best(work: Callable[[], object], repeats: int) -> float:
    """Shortest time of several runs, milliseconds."""
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        times.append(1e3 * (time.perf_counter() - begun))
    return min(times)


def many() -> None:
    trajectories.run_many(Adam(0.1), HIMMELBLAU, STARTS, 200)


def one() -> None:
    trajectories.run(Adam(0.1), BOWL, (-9, 2), 200)


def long() -> None:
    trajectories.run(Adam(0.001), BOWL, (-9, 2), 10_000)


def curves() -> None:
    heights = np.linspace(2, 200, 20)
    assert len(levels.level_curves(HIMMELBLAU, heights, resolution=400)) >= 20


def basin_map() -> None:
    side = np.linspace(-5, 5, 200)
    grid = np.stack(np.meshgrid(side, side), axis=-1)
    levels.basins(GradientDescent(0.01), HIMMELBLAU, grid, steps=300)


def plane() -> None:
    network = networks.Network()
    weights = network.initial(0)
    networks.loss_plane(network, weights, networks.random_directions(network, weights))


def torch_run(starts: np.ndarray, rate: float, steps: int, objective=HIMMELBLAU):
    """The same Adam run by ``torch.optim``, keeping every row as ours does."""
    import torch

    torch.set_num_threads(1)

    def work() -> None:
        x = torch.tensor(starts, dtype=torch.float64, requires_grad=True)
        optimizer = torch.optim.Adam([x], lr=rate)
        rows = [x.detach().numpy().copy()]
        for _ in range(steps):
            x.grad = torch.from_numpy(objective.functions.gradient(rows[-1]))
            optimizer.step()
            rows.append(x.detach().numpy().copy())
        objective.value(np.array(rows))

    return work


CASES = [
    ("run_many: 1,000 starts x 200 Adam steps", many, 50, 7, (STARTS, 0.1, 200)),
    ("run: 200 Adam steps", one, 10, 15, (np.array([-9.0, 2.0]), 0.1, 200, BOWL)),
    ("run: 10,000 Adam steps", long, 500, 3, (np.array([-9.0, 2.0]), 0.001, 10_000, BOWL)),
    ("level_curves: 20 levels, 400 x 400 grid", curves, 100, 5, None),
    ("basins: 200 x 200 starts, 300 steps", basin_map, 5_000, 2, None),
    ("loss_plane: 61 x 61 points of a network", plane, 20_000, 2, None),
]


def main() -> None:
    try:
        import torch
    except ImportError:
        torch = None
    print(f"{'what':42}{'ms':>9}{'asked':>9}{'share':>8}{'torch':>9}{'ratio':>8}")
    for name, work, limit, repeats, same in CASES:
        took = best(work, repeats)
        line = f"{name:42}{took:9.1f}{limit:9,}{took / limit:8.2f}"
        if torch is not None and same is not None:
            theirs = best(torch_run(*same), repeats)
            line += f"{theirs:9.1f}{theirs / took:8.1f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
