"""Run PyTorch's optimisers on our landscapes and write down where they go.

    PYTHONPATH=.:tests/mathcore python tests/mathcore/reference/make_torch_reference.py

needs torch (2.13.0 made the committed file) beside numpy. Only the optimisers are PyTorch's: the
gradients are ours, which other tests check. Each row of ``torch_reference.csv`` is a landscape, a
method of ``torch_cases``, the learning rate, the number of a step, and the position after it.
"""

from pathlib import Path

import numpy as np
import torch
from torch_cases import PLAIN, ROWS, SCALED, landscapes, start


def positions(objective, kind, rate, settings):
    x = torch.tensor(start(objective), dtype=torch.float64, requires_grad=True)
    optimizer = getattr(torch.optim, kind)([x], lr=rate, **settings)
    for step in range(1, max(ROWS) + 1):
        x.grad = torch.from_numpy(np.array(objective.gradient(x.detach().numpy())))
        optimizer.step()
        if step in ROWS:
            yield step, x.detach().numpy().copy()


def main():
    # NAdam keeps a running product in the default type, float32, which would cost nine digits.
    torch.set_default_dtype(torch.float64)
    lines = ["landscape,method,learning_rate,step,x,y"]
    for objective in landscapes():
        curvature = np.linalg.norm(objective.hessian(start(objective)), 2)
        gentle = float(f"{0.02 / max(1, curvature):.2g}")
        for method, (_, _, kind, settings) in (PLAIN | SCALED).items():
            rate = gentle if method in PLAIN else 1.0 if method == "adadelta" else 0.05
            for step, x in positions(objective, kind, rate, settings):
                cells = [objective.name, method, repr(rate), str(step), *map(repr, x.tolist())]
                lines.append(",".join(cells + [""] * (6 - len(cells))))
    path = Path(__file__).with_name("torch_reference.csv")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines) - 1} rows, torch {torch.__version__}")


if __name__ == "__main__":
    main()
