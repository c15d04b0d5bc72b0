"""The lessons keep their promise: a frame does not depend on which others were run before."""

import pytest

from render.job import Quality
from render.request.asked import Request
from render.request.request import resolve_one
from render.staging.director import direct
from render.staging.frames import FrameSink
from render.staging.plan import configure
from scenes.catalogue import LESSONS

TINY = Quality("tiny", 160, 90, 5)


class Some(FrameSink):
    reads_layout = True

    def __init__(self):
        self.pictures = {}

    def wants(self, frame):
        return frame % 17 == 3

    def frame(self, first, pixels, repeat, changed):
        for number in range(first, first + repeat):
            if self.wants(number):
                self.pictures[number] = pixels.tobytes()


@pytest.mark.parametrize("lesson", LESSONS)
def test_frames_stand_alone(lesson, tmp_path):
    lesson_class = configure(resolve_one(Request((lesson,), voice="none", out=tmp_path)))
    assert lesson_class.frames_stand_alone
    runs = []
    for alone in (True, False):
        sink = Some()
        kind = type(
            lesson_class.__name__,
            (lesson_class,),
            {"__module__": lesson_class.__module__, "frames_stand_alone": alone},
        )
        recording = direct(kind, TINY, sink, renderer="raster")
        runs.append((sink.pictures, recording))
    assert runs[0] == runs[1]
