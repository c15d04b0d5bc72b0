import dataclasses
import multiprocessing
import os

import batch_work
import pytest
import tiny

from render.work import pipeline
from render.work.batch import run
from render.work.progress import Display


class Record(Display):
    """Keeps what it is told."""

    def __init__(self):
        self.steps, self.over, self.said = [], [], []

    def step(self, index, step):
        self.steps.append((index, step))

    def finished(self, index, outcome):
        self.over.append((index, outcome.status))

    def say(self, message):
        self.said.append(message)


@pytest.fixture
def jobs(monkeypatch, tmp_path):
    tiny.install(monkeypatch, tmp_path)
    plain = tiny.tiny_job(tmp_path)
    return [
        plain,
        tiny.tiny_job(tmp_path, theme="light"),
        dataclasses.replace(plain, section="move"),
        tiny.tiny_job(tmp_path, "beta=0.5"),
    ]


def calls(job, name):
    return len((job.out / name).read_text().splitlines())


def test_outcomes_come_in_the_order_of_the_jobs(jobs):
    record = Record()
    outcomes = run(jobs, 2, record, work=batch_work.succeed)
    assert [outcome.name for outcome in outcomes] == [
        "tiny",
        "tiny--theme=light",
        "tiny--section=move",
        "tiny--beta=0.5",
    ]
    assert sorted(record.over) == [(index, "rendered") for index in range(4)]
    assert sorted(index for index, step in record.steps if step.done == 10) == [0, 1, 2, 3]


def test_one_that_fails_stops_no_other(jobs):
    outcomes = run(jobs, 1, Record(), work=batch_work.fail_some)
    assert [outcome.status for outcome in outcomes] == ["rendered", "failed", "failed", "rendered"]
    assert outcomes[1].error == "the disk is full"
    assert outcomes[2].error.startswith("ValueError: nobody thought of this (render/batch_work.py:")


def test_a_worker_that_dies_is_tried_once_more(jobs):
    record = Record()
    outcomes = run(jobs, 1, record, work=batch_work.die_once)
    assert [outcome.status for outcome in outcomes] == ["rendered"] * 4
    assert calls(jobs[0], "tiny") == 1
    assert "tiny--theme=light: a worker process died; trying once more, alone" in record.said


def test_a_worker_that_dies_twice_is_reported(jobs):
    outcomes = run(jobs, 2, Record(), work=batch_work.die)
    assert [outcome.status for outcome in outcomes] == ["rendered", "failed", *["rendered"] * 2]
    assert outcomes[1].error.startswith("its worker process died twice")


def test_workers_tidy_up_and_end(jobs, tmp_path):
    (outcome,) = run(jobs[:1], 1, Record(), work=batch_work.where)
    process, folder = outcome.name.split()
    assert int(process) != os.getpid()
    assert folder.startswith(str(tmp_path / "cache" / "work"))
    assert list((tmp_path / "cache" / "work").iterdir()) == []
    assert multiprocessing.active_children() == []


def test_what_is_up_to_date_needs_no_worker(jobs, monkeypatch):
    pipeline.render(jobs[0])
    record = Record()
    outcomes = run(jobs[:1], 1, record, pool=object(), work=batch_work.die)
    assert [outcome.status for outcome in outcomes] == ["kept"]
    assert record.over == [(0, "kept")]
    (outcome,) = run(jobs[:1], 1, record, force=True, work=batch_work.succeed)
    assert outcome.status == "rendered"


def test_an_interruption_ends_the_workers(jobs):
    class Impatient(Record):
        def finished(self, index, outcome):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(jobs, 2, Impatient(), work=batch_work.succeed)
    assert multiprocessing.active_children() == []
