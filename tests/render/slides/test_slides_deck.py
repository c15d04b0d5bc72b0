from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation

from render.job import RenderJob
from render.muxing.captions import Caption
from render.slides import deck, notes, powerpoint
from render.slides.deck import Deck, Film, Part, Slide
from render.slides.notes import Remark
from render.slides.page import whole_page
from render.slides.powerpoint_look import ALL, BELOW_TITLE, fitted
from render.timeline import SpokenText, Subcaption, Timeline
from scenes.cache_folder import cache_folder
from scenes.theme import THEMES

NASTY = "1 < 2 & </script><b>"


@pytest.fixture
def film(slides):
    """A film of the small lesson."""
    (clip,) = (cache_folder() / "clips").glob("*/tiny--section=appear.mp4")
    files = [clip.with_suffix(suffix) for suffix in (".png", ".vtt", ".srt")]
    said = (Caption(0.5, 1.0, (NASTY, "second line")),)
    return Film(clip, *files, length=12.6, width=160, height=90, captions=said)


@pytest.fixture
def slide(film):
    return Slide("01-own-one", "own", "one", NASTY, film, (Remark(7.9, NASTY),), titled=False)


def deck_of(*slides, titles=("First?", "Second?"), title=""):
    parts = [Part(f"lesson-{t}", t, ("rate = 0.1", "steps = 3"), slides) for t in titles]
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    heading = title or "In this lecture"
    return Deck(title or titles[0] + more, heading, "", THEMES["dark"], tuple(parts))


def test_several_lessons_begin_with_a_list(slide, tmp_path):
    powerpoint.write_powerpoint(deck_of(slide), tmp_path / "deck.pptx")
    made = Presentation(tmp_path / "deck.pptx")
    assert made.core_properties.title == "First? and 1 more"
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles == ["In this lecture", "First?", NASTY, "Second?", NASTY]
    assert made.slides[0].placeholders[1].text == "First? (0:13)\nSecond? (0:13)"
    assert made.slides[1].placeholders[1].text == f"rate = 0.1, steps = 3\n{NASTY} (0:13)"


def test_a_title_that_the_film_does_not_show_stands_above_it(slide, tmp_path):
    powerpoint.write_powerpoint(deck_of(slide, titles=("One?",)), tmp_path / "deck.pptx")
    shown = Presentation(tmp_path / "deck.pptx").slides[1]
    title, film = shown.shapes.title, shown.shapes[1]
    assert 0 <= title.top < title.top + title.height <= film.top
    assert film.top + film.height <= 6_858_000
    assert film.width / film.height == pytest.approx(16 / 9, rel=1e-3)
    hidden = deck_of(replace(slide, titled=True), titles=("One?",))
    powerpoint.write_powerpoint(hidden, tmp_path / "deck.pptx")
    shown = Presentation(tmp_path / "deck.pptx").slides[1]
    assert shown.shapes.title.top + shown.shapes.title.height < 0
    assert (shown.shapes[1].left, shown.shapes[1].width) == (0, 12_192_000)


def test_signs_of_html_in_titles_words_and_captions_are_harmless(slide, page):
    file = Path("deck.html")
    write_page(deck_of(slide), file)
    page.goto(file.absolute().as_uri())
    page.wait_for_selector(".reveal.ready")
    assert page.title() == "First? and 1 more"
    assert page.locator("h1").all_inner_texts() == ["In this lecture", "First?", "Second?"]
    assert page.locator("h2").all_inner_texts() == [NASTY, NASTY]
    assert page.locator("b").count() == 0
    cue = "document.querySelector('video').textTracks[0].cues[0]"
    assert page.evaluate(f"{cue}.getCueAsHTML().textContent") == f"{NASTY}\nsecond line"
    notes_of = page.locator("aside.notes").first.text_content()
    assert notes_of == f"[0:07] {NASTY}"


def write_page(deck, file):
    file.write_text("".join(whole_page(deck)), encoding="utf-8")


def test_a_lesson_of_one_film_lists_nothing(slide, tmp_path):
    alone = deck_of(replace(slide, title="One?"), titles=("One?",))
    assert alone.parts[0].agenda == ()
    without = replace(alone, parts=(replace(alone.parts[0], details=()),))
    powerpoint.write_powerpoint(without, tmp_path / "deck.pptx")
    opening = Presentation(tmp_path / "deck.pptx").slides[0]
    assert [shape.name for shape in opening.placeholders] == ["Title 1"]
    assert "<ol" not in "".join(whole_page(without)).split("</section>")[0]


def test_a_long_list_fits_on_its_slide(slide, page, tmp_path):
    slides = [replace(slide, name=f"film-{number}", title=f"Part {number}") for number in range(16)]
    long = deck_of(*slides, titles=("A question so long that it needs two lines to be asked?",))
    write_page(long, Path("deck.html"))
    page.goto(Path("deck.html").absolute().as_uri())
    page.wait_for_selector(".reveal.ready")
    last = page.locator(".opening li").last.bounding_box()
    assert last["y"] + last["height"] <= 720
    powerpoint.write_powerpoint(long, tmp_path / "deck.pptx")
    frame = Presentation(tmp_path / "deck.pptx").slides[0].placeholders[1].text_frame
    points = [paragraph.font.size.pt for paragraph in frame.paragraphs]
    assert len(points) == 17
    assert sum(1.4 * size for size in points) <= 3.4 * 72


def test_the_shape_of_a_film_is_kept():
    assert fitted(1920, 1080, ALL) == ALL
    assert fitted(854, 480, ALL) == ALL  # not quite 16:9: no seam
    tall = fitted(1080, 1920, BELOW_TITLE)
    assert tall.height == BELOW_TITLE.height
    assert tall.width / tall.height == pytest.approx(9 / 16, rel=1e-3)
    assert tall.left == pytest.approx((ALL.width - tall.width) / 2, abs=1)


def timeline(**changes):
    empty = Timeline("own", "Own?", 160, 90, 10, 40, (), (), (), (), ())
    return replace(empty, **changes)


def test_notes_hold_what_is_said_in_a_section_with_times_from_its_start():
    lines = tuple(SpokenText(t, s, 0.5, (), {}, {}, None) for t, s in (("One.", 0.5), ("Two.", 2)))
    both = timeline(lines=lines, subcaptions=(Subcaption("Later\nstill", 3.5, 4.0),))
    said = notes.remarks(both, 20, 40)
    assert [(remark.start, remark.text) for remark in said] == [(0.0, "Two."), (1.5, "Later still")]
    assert notes.to_text(said, 2.0) == "[0:00] Two.\n[0:01] Later still"
    assert notes.to_text((), 75.4) == "A film of 1:15 without words."


def test_the_text_for_screen_readers_is_short():
    said = [Remark(0, "word " * 20 + "."), Remark(1, "word " * 30 + ".")]
    text = notes.alternative_text("A title", said, 12.4)
    assert text.startswith("Film, 12 seconds: A title. word")
    assert len(text) < 200
    assert notes.alternative_text("A title", [], 0.2) == "Film, 1 second: A title."


def test_names_are_safe_everywhere(slides):
    job = RenderJob("Ünsafe Lesson", {}, (), None, "dark", "none", "mp4", False, "a/b", Path())
    assert deck._name(3, job) == "03--nsafe-lesson-a-b"


def test_a_scene_of_ones_own_with_and_without_sections(slides):
    Path("own.py").write_text(
        "from manim import *\n"
        "class Alone(Scene):\n"
        "    def construct(self):\n"
        "        self.play(Create(Circle()), run_time=0.3)\n"
        "class Parts(Scene):\n"
        "    def construct(self):\n"
        "        self.next_section('one')\n"
        "        self.play(Create(Square()), run_time=0.3)\n"
        "        self.next_section('two')\n"
        "        self.add_subcaption('It turns.', duration=0.3)\n"
        "        self.wait(0.3)\n"
    )
    done = slides("deck.pptx", lessons=("own.py",))
    assert done.exit_code == 0, done.stderr
    made = Presentation("deck.pptx")
    titles = [slide.shapes.title.text for slide in made.slides]
    assert titles == ["In this lecture", "Alone", "Alone", "Parts", "one", "two"]
    assert made.slides[5].notes_slide.notes_text_frame.text == "[0:00] It turns."
    assert made.slides[4].notes_slide.notes_text_frame.text == "A film of 0:01 without words."
    assert made.slides[4].shapes.title.top > 0
    assert "rendered in" not in slides("deck.zip", lessons=("own.py",)).stderr
