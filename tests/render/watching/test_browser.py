"""A browser is opened where somebody sits in front of it."""

import sys
from types import SimpleNamespace

import pytest

from render.watching import browser


@pytest.mark.parametrize(
    ("platform", "terminal", "environment", "opened"),
    [
        ("linux", True, {"DISPLAY": ":0"}, True),
        ("linux", True, {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", True, {}, False),
        ("linux", False, {"DISPLAY": ":0"}, False),
        ("linux", True, {"DISPLAY": ":0", "SSH_CONNECTION": "there here"}, False),
        ("darwin", True, {}, True),
        ("win32", True, {}, True),
        ("darwin", True, {"SSH_CONNECTION": "there here"}, False),
    ],
)
def test_where_a_page_is_opened(monkeypatch, platform, terminal, environment, opened):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: terminal))
    asked = []
    monkeypatch.setattr(browser.webbrowser, "open", asked.append)
    browser.open_page("http://127.0.0.1:8620/")
    assert asked == (["http://127.0.0.1:8620/"] if opened else [])
