import pytest
from manim import VMobject, config
from manim.constants import RendererType

from render.staging.manim_settings import settings_of_manim


def _fail():
    with settings_of_manim({"pixel_width": 10, "seed": 3}):
        assert (config.pixel_width, config.seed) == (10, 3)
        config.frame_rate = 7
        config.background_color = "#123456"
        raise ZeroDivisionError


def test_settings_are_put_back_whatever_happens():
    before = dict(config)
    with pytest.raises(ZeroDivisionError):
        _fail()
    assert dict(config) == before


def test_another_renderer_is_put_back_with_all_that_it_changes():
    kinds = VMobject.__bases__
    with settings_of_manim({"renderer": "cairo"}):
        config.renderer = "opengl"  # as a file of scenes may
    assert config.renderer is RendererType.CAIRO
    with settings_of_manim({"renderer": "opengl"}):
        assert config.renderer is RendererType.OPENGL
    assert config.renderer is RendererType.CAIRO
    assert VMobject.__bases__ == kinds
