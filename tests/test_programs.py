import asyncio
import os

import programs
import pytest
from PIL import Image
from programs import started_browser


def test_no_event_loop_stays_behind():  # before the other tests open theirs
    with started_browser() as browser:
        assert browser.is_connected()
    asyncio.run(asyncio.sleep(0))


def test_a_page_is_drawn_without_a_network(page):
    page.set_content("<h1 style='color:#f00'>A page</h1>")
    assert page.locator("h1").bounding_box()["height"] > 10
    assert page.evaluate("navigator.onLine") is False


def test_errors_of_a_page_are_noticed(browser):
    with pytest.raises(AssertionError, match="nothing"), programs.opened_page(browser) as page:
        page.set_content("<script>nothing()</script>")


def test_an_office_file_is_drawn(tmp_path):
    path = tmp_path / "drawing.png"
    Image.new("RGB", (160, 90), "#ff0000").save(path)
    (picture,) = programs.pictures_of(programs.converted(path, tmp_path, "pdf"), tmp_path, 300)
    assert picture.width == 300
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == (255, 0, 0)


@pytest.mark.parametrize("find", [programs.chromium, programs.libreoffice, programs.pdftoppm])
def test_a_missing_program_is_an_error_only_in_continuous_integration(monkeypatch, find):
    monkeypatch.setattr(programs.shutil, "which", lambda name: None)
    monkeypatch.delenv("STEEPEST_CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="is not installed"):
        find()
    monkeypatch.setenv("STEEPEST_CI", "1")
    with pytest.raises(pytest.fail.Exception, match="install-test-packages"):
        find()
    assert "STEEPEST_CI" in os.environ
