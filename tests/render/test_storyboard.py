import numpy as np
import pytest
from demo_lesson import DemoLesson, Label, demo_job, install
from manim import LEFT, RIGHT, Create, Dot, FadeIn, FadeOut, Square, linear
from PIL import Image

from render.preview.contact_sheet import Tile, contact_sheets
from render.preview.storyboard import storyboard, tiles, write_storyboard


def tiles_of(monkeypatch, construct=None, **changes):
    if construct is not None:
        install(monkeypatch, type("Board", (DemoLesson,), {"construct": construct}))
    else:
        install(monkeypatch)
    return tiles(demo_job(**changes), width=160)


def test_every_word_stands_once_under_the_picture_of_its_time(monkeypatch):
    found = tiles_of(monkeypatch)
    words = " ".join(tile.words for tile in found).split()
    assert words == ["Here", "is", "a", "circle.", "It", "moves", "to", "the", "right."]
    assert "Here is a" in [tile.words for tile in found]
    assert [tile.seconds for tile in found] == sorted(tile.seconds for tile in found)


def test_tiles_name_their_section_and_play(monkeypatch):
    found = tiles_of(monkeypatch)
    named = [(tile.section, tile.play) for tile in found]
    assert ("The first part", "FadeIn(Label)") in named
    assert named[-1] == ("The second part", "FadeOut(Circle), FadeOut(Label)")


def test_pictures_show_the_end_of_the_play(monkeypatch):
    def construct(self):
        self.play(FadeIn(Square(fill_opacity=1, fill_color="#FFFFFF")), run_time=0.5)

    (tile,) = tiles_of(monkeypatch, construct)
    assert tile.picture.getpixel((80, 45)) == (255, 255, 255)


def test_short_plays_and_pure_waits_are_left_out(monkeypatch):
    def construct(self):
        dot = Dot()
        self.play(FadeIn(dot), run_time=0.5)
        self.wait(1.0)
        for _ in range(4):
            self.play(dot.animate.shift(RIGHT), run_time=0.1)
        self.play(FadeOut(dot), run_time=0.5)

    names = [tile.play for tile in tiles_of(monkeypatch, construct)]
    assert names == ["FadeIn(Dot)", "FadeOut(Dot)"]


def test_many_short_plays_in_a_row_are_sampled(monkeypatch):
    def construct(self):
        dot = Dot().shift(3 * LEFT)
        for _ in range(40):
            self.play(dot.animate.shift(0.2 * RIGHT), run_time=0.1)

    found = tiles_of(monkeypatch, construct)
    assert [round(tile.seconds, 6) for tile in found] == [1.1, 3.1]


def test_what_appears_without_a_play_is_shown_by_the_wait(monkeypatch):
    def construct(self):
        self.play(Create(Dot()), run_time=0.5)
        self.add(Label("sudden"))
        self.wait(1.0)

    assert [tile.play for tile in tiles_of(monkeypatch, construct)] == ["Create(Dot)", "Wait"]


def test_long_plays_are_shown_on_the_way(monkeypatch):
    def construct(self):
        self.play(Dot().animate(rate_func=linear).shift(4 * RIGHT), run_time=7.0)

    found = tiles_of(monkeypatch, construct)
    assert [round(tile.seconds, 6) for tile in found] == [3.1, 6.1, 7.0]
    middle = np.asarray(found[0].picture)[45]
    assert middle[:90].max() < 128 < middle[90:].max()


def test_one_page_for_a_short_lesson(monkeypatch, tmp_path):
    install(monkeypatch)
    job = demo_job(parameters={"radius": 2.0}, changed=("radius",))
    (page,) = storyboard(job, width=160)
    assert page.width > 4 * 160
    (path,) = write_storyboard(job, tmp_path / "demo.png", width=160)
    with Image.open(path) as saved:
        assert np.array_equal(np.asarray(saved), np.asarray(page))
    assert [file.name for file in tmp_path.iterdir()] == ["demo.png"]


def test_values_stand_in_the_heading_as_they_are_typed(monkeypatch):
    install(monkeypatch)
    headings = []
    monkeypatch.setattr(
        "render.preview.storyboard.contact_sheets", lambda heading, tiles: headings.append(heading)
    )
    storyboard(demo_job(parameters={"radius": 2.0}, changed=("radius",)), width=160)
    assert "(demo, radius = 2; dark)" in headings[0]


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (4, 1), (100, 2)])
def test_pages(count, pages):
    tile = Tile(Image.new("RGB", (320, 180)), 61.5, "section", "Create(Circle)", "word " * 30)
    sheets = contact_sheets("heading", [tile] * count)
    assert len(sheets) == pages
    assert all(sheet.height <= 6000 for sheet in sheets)


def test_words_in_letters_that_the_font_lacks():
    picture = Image.new("RGB", (320, 180))
    strange = Tile(picture, 0.0, "", "", "β₂ −1 × 10 naïve")
    plain = Tile(picture, 0.0, "", "", "beta2 -1 x 10 naive")
    (first,), (second,) = contact_sheets("", [strange]), contact_sheets("", [plain])
    assert np.array_equal(np.asarray(first), np.asarray(second))
