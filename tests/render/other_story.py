"""Parameters of a second small lesson, some of which the first one has too."""

from pydantic import Field

from scenes.parameters import LessonParameters


class Parameters(LessonParameters):
    """Two of them."""

    condition_number: float = Field(25.0, ge=1, le=100, description="how stretched the bowl is")
    tilt: float = Field(0.2, description="which valley is deeper")
