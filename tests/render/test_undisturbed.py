"""While a process is started, Ctrl-C waits; nobody can be interrupted twice in vain."""

import signal
import threading

import pytest

from render.work.starting import undisturbed


def block(*numbers, then=list):
    """What a block has done in which these signals came."""
    done = []
    with pytest.raises(KeyboardInterrupt):
        _block(done, numbers, then)
    return done


def _block(done, numbers, then):
    with undisturbed():
        for number in numbers:
            signal.raise_signal(number)
            done.append(number)
        then()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_waits_for_the_end_of_the_block(number):
    before = signal.signal(number, signal.default_int_handler)
    try:
        assert block(number) == [number]
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_a_second_one_does_not_wait():
    assert block(signal.SIGINT, signal.SIGINT) == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def fail():
    raise ZeroDivisionError


def test_an_error_of_the_block_comes_through_unless_it_was_interrupted():
    with pytest.raises(ZeroDivisionError):
        _block([], [], fail)
    assert block(signal.SIGINT, then=fail) == [signal.SIGINT]


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


def test_other_threads_have_no_say_in_signals():
    done = []

    def work():
        with undisturbed():
            done.append("work")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done
