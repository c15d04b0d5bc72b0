"""What draws the frames of a scene: one interface, whatever draws behind it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from manim import Camera, Mobject

from render.picture import Box, Pixels
from scenes.loss_surface_faces import drawn_as_faces, drawn_whole


class Painter(ABC):
    """Draws what a camera sees into a picture that it keeps from frame to frame.

    A frame is drawn either whole, or in two steps: first what rests during a play, once, then
    what moves, frame by frame, over it. A context manager: leaving gives back what it holds.
    Inside, height fields have parts or none, as this painter needs it.
    """

    draws_height_fields = False
    """Whether it draws a ``HeightMesh`` whole, and not face by face."""

    @property
    @abstractmethod
    def pixels(self) -> Pixels:
        """The picture as it is now; lent, the next call changes it."""

    @abstractmethod
    def draw_all(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw these mobjects with their families on the background of the camera.

        Returns
        -------
        a box around every pixel that may differ from the picture before
        """

    @abstractmethod
    def draw_resting(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Draw, on the background, what all frames until the next such call have below them.

        Parameters
        ----------
        mobjects : single ones, without their families, as they follow each other
        """

    @abstractmethod
    def draw_moving(self, camera: Camera, mobjects: Iterable[Mobject]) -> Box:
        """Draw these mobjects, without their families, over what rests.

        Parameters
        ----------
        mobjects : what is ``Unchanged`` need not be looked at again

        Returns
        -------
        a box around every pixel that may differ from the picture before
        """

    def close(self) -> None:  # noqa: B027 - most have nothing to give back
        """Give back surfaces and contexts."""

    def __enter__(self) -> Self:
        self._entered = drawn_whole() if self.draws_height_fields else drawn_as_faces()
        self._entered.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._entered.__exit__(kind, problem, trace)
        self.close()
