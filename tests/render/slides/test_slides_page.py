from pathlib import Path

import numpy as np
import programs
import pytest
from PIL import Image

STATE = """() => [...document.querySelectorAll('.film > video')].map((video) => ({
    time: video.currentTime,
    paused: video.paused,
    heard: video.webkitAudioDecodedByteCount,
    captions: video.textTracks[0].mode,
    said: [...(video.textTracks[0].activeCues ?? [])].map((cue) => cue.text).join(' '),
    shown: getComputedStyle(video).visibility === 'visible',
}))"""
HEARD = """number => [...(document.querySelectorAll('.film > video')[number]
    .textTracks[0].activeCues ?? [])].length > 0"""
MOVING = "number => document.querySelectorAll('.film > video')[number].currentTime > 0.2"


@pytest.fixture
def opened(slides, page):
    """Makes a deck and opens it."""

    def make(name="deck.html", *options):
        done = slides(name, *options)
        assert done.exit_code == 0, done.output
        path = Path(name)
        file = path / "index.html" if path.is_dir() else path
        page.goto(file.absolute().as_uri())
        page.wait_for_selector(".reveal.ready")
        return page

    return make


def slide_of(page):
    return page.evaluate("document.querySelector('section.present').id")


def state(page):
    return page.evaluate(STATE)


@pytest.mark.parametrize("name", ["deck.html", "deck"])
def test_forward_plays_the_film_with_sound_and_captions_and_then_goes_on(opened, name):
    page = opened(name)
    assert page.title() == "How small can a lesson be?"
    page.keyboard.press("PageDown")
    assert slide_of(page) == "01-tiny-appear"
    page.wait_for_timeout(300)
    first, second = state(page)
    assert (first["time"], first["paused"], first["shown"]) == (0, True, False)
    page.keyboard.press("PageDown")
    page.wait_for_function(MOVING, arg=0)
    page.wait_for_function(HEARD, arg=0)
    first, second = state(page)
    assert slide_of(page) == "01-tiny-appear"
    assert first["shown"]
    assert not first["paused"]
    assert (first["captions"], first["said"]) == ("showing", "One circle.")
    assert first["heard"] > 1000
    assert second["paused"]
    page.keyboard.press("PageDown")
    assert slide_of(page) == "02-tiny-move"
    first, second = state(page)
    assert first["paused"]
    assert second["paused"]
    page.keyboard.press("Space")
    page.wait_for_function(MOVING, arg=1)
    assert state(page)[0]["paused"]


def test_a_click_on_the_poster_plays_and_back_shows_it_again(opened):
    page = opened()
    page.keyboard.press("ArrowRight")
    poster = page.locator("section.present .film > img")
    poster.click()
    page.wait_for_function(MOVING, arg=0)
    page.keyboard.press("PageUp")
    assert slide_of(page) == "01-tiny-appear"
    first, _ = state(page)
    assert (first["time"], first["paused"], first["shown"]) == (0, True, False)
    assert poster.is_visible()


def test_a_film_that_was_passed_over_is_played_when_one_comes_back(opened):
    page = opened()
    page.keyboard.press("End")
    assert slide_of(page) == "02-tiny-move"
    page.keyboard.press("PageUp")
    assert slide_of(page) == "01-tiny-appear"
    page.keyboard.press("PageDown")
    page.wait_for_function(MOVING, arg=0)
    assert slide_of(page) == "01-tiny-appear"


def test_keys_pause_the_film_and_turn_captions_off(opened):
    page = opened()
    page.keyboard.press("PageDown")
    page.keyboard.press("Enter")
    page.wait_for_function(MOVING, arg=0)
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    assert state(page)[0]["paused"]
    assert {film["captions"] for film in state(page)} == {"hidden"}
    page.keyboard.press("r")
    page.wait_for_function("!document.querySelector('.film > video').paused")


def test_nothing_plays_by_itself_and_nothing_is_fetched(opened, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    opened()
    page.keyboard.press("PageDown")
    page.wait_for_timeout(500)
    assert all(film["paused"] for film in state(page))
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "blob"}
    assert len([url for url in asked if url.startswith("file")]) == 1


def test_the_poster_fills_the_slide_and_the_page_has_its_colour(opened, tmp_path):
    page = opened("light.html", "--theme", "light", "--sections", "move")
    page.keyboard.press("PageDown")
    page.wait_for_timeout(200)
    page.screenshot(path=tmp_path / "slide.png")
    box = page.locator(".film > img").bounding_box()
    assert (box["x"], box["width"]) == pytest.approx((0, 1280), abs=1)
    with Image.open(tmp_path / "slide.png") as picture:
        assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_screen_readers_find_titles_and_films(opened):
    page = opened()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() == "How small can a lesson be?"
    assert page.locator("h2").all_inner_texts() == ["It appears", "It moves"]
    for film in page.locator(".film > video").all():
        assert film.get_attribute("aria-label").startswith("Film, ")


@pytest.mark.parametrize("query", ["", "?print-pdf"])
def test_on_paper_each_slide_is_a_page_with_its_poster(slides, page, tmp_path, query):
    assert slides("deck.html").exit_code == 0
    page.goto(Path("deck.html").absolute().as_uri() + query)
    page.wait_for_selector(".reveal.ready")
    if query:
        page.wait_for_selector(".pdf-page")
    page.pdf(path=tmp_path / "deck.pdf", prefer_css_page_size=True, print_background=True)
    pages = programs.pictures_of(tmp_path / "deck.pdf", tmp_path)
    assert len(pages) == 3
    assert slides("deck").exit_code == 0
    for shown, poster in zip(pages[1:], sorted(Path("deck/clips").glob("*.png")), strict=True):
        with Image.open(poster) as picture:
            wanted = np.asarray(picture.convert("RGB").resize(shown.size)).astype(int)
        assert np.abs(np.asarray(shown) - wanted).mean() < 2


def test_the_speakers_window_shows_the_words_and_moves_the_deck(opened):
    page = opened()
    page.keyboard.press("PageDown")
    with page.context.expect_page() as opening:
        page.keyboard.press("s")
    speaker = opening.value
    speaker.wait_for_selector("text=One circle.")
    speaker.keyboard.press("PageDown")
    page.wait_for_function(MOVING, arg=0)
    assert slide_of(page) == "01-tiny-appear"
