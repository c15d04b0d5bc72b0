"""Plain scenes that flash and click at the same moments: what is out of step can be measured."""

from manim import Scene, Square, config


class Flashes(Scene):
    """White for two frames at 0.5 s and shortly before the end, with a click each time."""

    length = 61

    def construct(self) -> None:
        """Flash."""
        square = Square(16, fill_opacity=1, stroke_width=0)
        done = 0
        for frame in (15, self.length - 20):
            self.pause(frame - done)
            self.add_sound("click.wav")
            self.add(square)
            self.pause(2)
            self.remove(square)
            done = frame + 2
        self.pause(self.length - done)

    def pause(self, frames: int) -> None:
        """Hold the picture for a number of frames."""
        self.wait((frames + 0.01) / config.frame_rate)


class FlashesB(Flashes):
    """Of another length."""

    length = 97


class FlashesC(Flashes):
    """Of another length."""

    length = 143


class FlashesD(Flashes):
    """Of another length."""

    length = 52
