import pytest

from scenes.voice import load

PROSE = (
    "In a round bowl, the arrow points straight at the minimum. Squash one axis, and the circles "
    "become long ellipses. Now the gradient points across the valley, not along it. Each step "
    "overshoots, comes back, and overshoots again."
)


def test_it_keeps_the_pace_of_speech() -> None:
    line = load("none").speak(PROSE)
    assert 158 < len(line.words) / line.duration * 60 < 184


def test_there_is_no_sound() -> None:
    assert load("none").speak(PROSE).audio is None


def test_words_are_in_order_and_inside_the_line() -> None:
    line = load("none").speak(PROSE)
    assert [word.text for word in line.words] == PROSE.split()
    now = 0.0
    for word in line.words:
        assert now <= word.start < word.end
        now = word.end
    assert now <= line.duration


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("it is so", "it perpendicular so"),
        ("it is so", "it is, so"),
        ("it is, so", "it is. So"),
        ("at 9 it", "at 0.076 it"),
        ("at x it", "at 1e-3 it"),
    ],
)
def test_what_takes_longer_to_say_takes_longer(shorter: str, longer: str) -> None:
    voice = load("none")
    assert voice.speak(shorter).duration < voice.speak(longer).duration


def test_a_dash_takes_no_time_of_its_own() -> None:
    dash = load("none").speak("slowly - then").words[1]
    assert dash.text == "-"
    assert dash.start == dash.end


def test_a_line_of_dashes_still_has_a_length() -> None:
    assert load("none").speak("...").duration > 0


def test_the_same_line_has_the_same_times() -> None:
    assert load("none").speak(PROSE) == load("none").speak(PROSE)
    assert load("none").identity == load("none").identity
