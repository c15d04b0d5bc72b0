import dataclasses
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor

import batch_work
import pytest
import tiny

from render.work import pipeline, session
from render.work.batch import run
from render.work.progress import Display
from render.work.workers import Given


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


@pytest.fixture
def work(monkeypatch):
    """Choose what the workers do."""
    return lambda function: monkeypatch.setattr(session, "do", function)


def shares(job, name="tiny"):
    return len((job.out / name).read_text().splitlines())


def test_outcomes_come_in_the_order_of_the_jobs(jobs, work):
    work(batch_work.succeed)
    record = Record()
    outcomes = run(jobs, 2, record)
    assert [outcome.name for outcome in outcomes] == [
        "tiny",
        "tiny--theme=light",
        "tiny--section=move",
        "tiny--beta=0.5",
    ]
    assert sorted(record.over) == [(index, "rendered") for index in range(4)]


def test_one_that_fails_stops_no_other(jobs, work):
    work(batch_work.fail_some)
    outcomes = run(jobs, 1, Record())
    assert [outcome.status for outcome in outcomes] == ["rendered", "failed", *["rendered"] * 2]
    assert outcomes[1].error == "the disk is full"


def test_workers_that_are_free_help(jobs, work):
    work(batch_work.slow)
    run(jobs[:1], 3, Record())
    assert shares(jobs[0]) == 3
    run([dataclasses.replace(jobs[0], format="gif")], 3, Record())
    assert shares(jobs[0]) == 3 + 1


def test_a_lesson_that_keeps_all_cores_busy_gets_no_help(jobs, work):
    work(batch_work.busy)
    run(jobs[:1], 2, Record())
    assert shares(jobs[0]) == 1


def test_shares_that_differ_make_no_video(jobs, work):
    work(batch_work.differ)
    (outcome,) = run(jobs[:1], 2, Record())
    assert outcome.status == "failed"
    assert re.match(
        r"tiny did not run as planned: \d+ frames in one worker, \d+ in another", outcome.error
    )


def test_a_worker_that_dies_is_tried_once_more(jobs, work):
    work(batch_work.die_once)
    record = Record()
    outcomes = run(jobs, 1, record)
    assert [outcome.status for outcome in outcomes] == ["rendered"] * 4
    assert shares(jobs[0]) == 1
    assert record.said == [
        "tiny--theme=light: a worker process died at frame 23 (2.3 s); trying once more, alone"
    ]


def test_a_worker_that_dies_twice_is_reported(jobs, work):
    work(batch_work.die)
    record = Record()
    outcomes = run(jobs, 2, record)
    assert [outcome.status for outcome in outcomes] == ["rendered", "failed", *["rendered"] * 2]
    assert outcomes[1].error.startswith(
        "its worker process died at frame 23 (2.3 s), for the second time"
    )
    assert len(record.said) == 1  # the other one was not to blame


def test_a_worker_may_die_finishing(jobs, work):
    work(batch_work.die_finishing)
    (outcome,) = run(jobs[:1], 1, Record())
    assert outcome.error.startswith("its worker process died while finishing")


def test_workers_tidy_up_and_end(jobs, work, tmp_path):
    work(batch_work.where)
    (outcome,) = run(jobs[:1], 1, Record())
    process, folder = outcome.name.split()
    assert int(process) != os.getpid()
    assert folder.startswith(str(tmp_path / "cache" / "work"))
    assert list((tmp_path / "cache" / "work").iterdir()) == []
    assert multiprocessing.active_children() == []


def test_what_is_up_to_date_needs_no_worker(jobs, work):
    pipeline.render(jobs[0])
    work(batch_work.die)
    record = Record()
    outcomes = run(jobs[:1], 1, record, pool=object())
    assert [outcome.status for outcome in outcomes] == ["kept"]
    assert record.over == [(0, "kept")]
    (outcome,) = run(jobs[:1], 1, record, force=True)
    assert outcome.status == "rendered"


def test_an_interruption_ends_the_workers(jobs, work):
    class Impatient(Record):
        def finished(self, index, outcome):
            raise KeyboardInterrupt

    work(batch_work.succeed)
    with pytest.raises(KeyboardInterrupt):
        run(jobs, 2, Impatient())
    assert multiprocessing.active_children() == []


def test_any_executor_of_processes_will_do(jobs, work):
    work(batch_work.succeed)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context) as executor:
        outcomes = run(jobs, 2, Record(), pool=Given(executor))
    assert [outcome.status for outcome in outcomes] == ["rendered"] * 4


def test_an_executor_that_breaks_is_reported(jobs, work):
    work(batch_work.die)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as executor:
        outcomes = run(jobs[1:2], 1, Record(), pool=Given(executor))
    assert [outcome.status for outcome in outcomes] == ["failed"]
