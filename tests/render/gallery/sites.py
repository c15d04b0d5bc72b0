"""Sites for the tests: records with odd titles and many of them, all of the same small videos."""

import json
import os
from pathlib import Path

ODD_TITLE = "Is <b>x & y</b> \"always\" 'less'?"
ODD_OBJECTIVE = "x**2 < 3 && y > '</script>'"


def altered(folder: Path, stem: str, name: str, **changes) -> Path:
    """Add a render that is the same as another but for its name and its record."""
    record = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
    title = changes.pop("title", None)
    if title is not None:
        record["title"] = record["timeline"]["title"] = title
    record["parameters"] |= changes.pop("parameters", {})
    record |= changes
    files = {}
    for old, facts in record["files"].items():
        new = name + old.removeprefix(stem)
        os.link(folder / old, folder / new)
        files[new] = facts
    record["files"] = files
    path = folder / f"{name}.json"
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def odd(folder: Path) -> None:
    """A render with a title and a value that would be markup if nobody escaped them."""
    altered(
        folder,
        "tiny",
        "odd",
        lesson="odd",
        title=ODD_TITLE,
        parameters={"objective": ODD_OBJECTIVE},
        changed=["objective"],
    )


def many(folder: Path, count: int) -> None:
    """So many renders, each with another condition number."""
    for number in range(count):
        altered(
            folder,
            "tiny",
            f"tiny--condition_number={number + 100}",
            parameters={"condition_number": float(number + 100)},
            changed=["condition_number"],
        )


def moved(page, selector):
    """Wait until a video plays, for real."""
    page.wait_for_function(
        "query => { const v = document.querySelector(query); return v && v.currentTime > 0.1 }",
        arg=selector,
    )
