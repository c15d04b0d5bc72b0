"""Speak ahead: while one line is drawn, the next ones are found out in a thread.

The network of a voice runs outside of Python's lock. Most of what it takes is hidden where a
processor is free, as for a still: 0.4 s of the 0.5 that the times of ten lines take, and a part
of the 0.3 s in which a model is opened.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import Future
from typing import Self

from scenes.voice.voice import SpokenLine, Voice

_AHEAD = 2
"""Lines; what lies farther on may not be wanted: a still needs the lines up to its moment."""


class SpeakingAhead:
    """Speaks as another voice does, which must bear to be asked from two threads.

    Parameters
    ----------
    lines : what will be said, as far as it is known, in order; without cue marks
    """

    def __init__(self, voice: Voice, lines: Iterable[str]) -> None:
        self._voice = voice
        self._lines = [*dict.fromkeys(lines)]
        self._said = 0
        self._begun = 0
        self._found: dict[str, Future[SpokenLine]] = {}
        self._guard = threading.Lock()
        self._at_work = False
        self._go_on()

    @property
    def name(self) -> str:
        """Of the voice."""
        return self._voice.name

    @property
    def identity(self) -> str:
        """Of the voice."""
        return self._voice.identity

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        """The same one: Manim copies a scene with what an updater of it is bound to."""
        return self

    def speak(self, text: str) -> SpokenLine:
        """Speak one line, or wait until it has been spoken ahead; errors as the voice's own."""
        with self._guard:
            if text in self._lines[self._said :]:
                self._said = self._lines.index(text) + 1
                self._begun = max(self._begun, self._said)
            found = self._found.pop(text, None)
        line = self._voice.speak(text) if found is None else found.result()
        self._go_on()
        return line

    def _go_on(self) -> None:
        """See to it that a thread is at work if there is something to be done."""
        with self._guard:
            if self._at_work or not self._left():
                return
            self._at_work = True
        threading.Thread(target=self._work, name="voice").start()

    def _left(self) -> bool:
        return self._begun < min(self._said + _AHEAD, len(self._lines))

    def _work(self) -> None:
        """Speak until it is far enough ahead."""
        while True:
            with self._guard:
                if not self._left():
                    self._at_work = False
                    return
                text = self._lines[self._begun]
                self._begun += 1
                found = self._found[text] = Future[SpokenLine]()
            try:
                found.set_result(self._voice.speak(text))
            except BaseException as error:  # it is raised where the line is said
                found.set_exception(error)
