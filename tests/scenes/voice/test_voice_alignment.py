from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.voice.alignment import Sound, word_intervals


def sounds(phonemes: str, length: int = 10) -> list[Sound]:
    """Give each phoneme ten samples."""
    return [Sound(sign, length * k, length * k + length) for k, sign in enumerate(phonemes)]


def heard(phonemes: str, words: Sequence[str]) -> list[str]:
    """Return what falls into each word."""
    spoken = sounds(phonemes)
    intervals = word_intervals(spoken, [list(word) for word in words])
    return [
        "".join(sound.phoneme for sound in spoken if start <= sound.start and sound.end <= end)
        for start, end in intervals
    ]


def test_words_in_one_breath_touch() -> None:
    assert heard("ðə ɹˈeɪt ɪz", ["ðə", "ɹˈeɪt", "ɪz"]) == ["ðə", " ɹˈeɪt", " ɪz"]


def test_a_word_starts_after_the_pause() -> None:
    assert heard("nˈaʊ, ɡˌoʊ.", ["nˈaʊ, ", "ɡˈoʊ."]) == ["nˈaʊ", "ɡˌoʊ"]


def test_two_words_in_one_group() -> None:
    assert heard("wˈʌn ʌvðə tˈuː", ["wˈʌn", "ʌv", "ðə", "tˈuː"]) == ["wˈʌn", " ʌv", "ðə", " tˈuː"]


def test_one_word_in_five_groups() -> None:
    spoken = "ɪz zˈiəɹoʊ pɔɪnt nˈaɪn nˈaɪn nˈaɪn nˈaʊ"
    assert heard(spoken, ["ɪz", "zˈiəɹoʊ pɔɪnt nˈaɪn nˈaɪn nˈaɪn", "nˈaʊ"]) == [
        "ɪz",
        " zˈiəɹoʊ pɔɪnt nˈaɪn nˈaɪn nˈaɪn",
        " nˈaʊ",
    ]


def test_weak_forms_and_links_stay_with_their_word() -> None:
    # Alone: "to" tuː, "a" eɪ, "the" ðə; in a sentence tə, ɐ, ðɪʲ.
    assert heard("tə ðɪʲ ˈɛnd əv ɐ lˈaɪn", ["tuː", "ðə", "ˈɛnd", "ʌv", "ˈeɪ", "lˈaɪn"]) == [
        "tə",
        " ðɪʲ",
        " ˈɛnd",
        " əv",
        " ɐ",
        " lˈaɪn",
    ]


def test_repeated_words_keep_their_order() -> None:
    said = heard("ɐɡˈɛn ænd ɐɡˈɛn ænd ɐɡˈɛn", ["ɐɡˈɛn", "ænd", "ɐɡˈɛn", "ænd", "ɐɡˈɛn"])
    assert said == ["ɐɡˈɛn", " ænd", " ɐɡˈɛn", " ænd", " ɐɡˈɛn"]


def test_a_word_that_is_not_said_is_empty_where_it_stands() -> None:
    intervals = word_intervals(sounds("ɪz, nˈaʊ"), [list("ɪz, "), [], list("nˈaʊ")])
    assert intervals == [(0, 20), (20, 20), (40, 80)]


def test_an_unsaid_first_word_is_empty_at_the_start() -> None:
    spoken = [Sound("a", 100, 200), Sound("b", 200, 300)]
    assert word_intervals(spoken, [[], ["a", "b"], []]) == [(100, 100), (100, 300), (300, 300)]


@pytest.mark.parametrize("words", [[], [[]], [[], []]])
def test_nothing_said_and_nothing_heard(words: list[list[str]]) -> None:
    assert word_intervals([], words) == [(0, 0)] * len(words)


WORDS = ["ðə", "ʌv", "ɹˈeɪt", "nˈaɪn", "zˈiəɹoʊ pɔɪnt sˈɪks", "tˈuː, ", "stˈɛp.", "ˈeɪ", "", "ɪz"]


@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.lists(st.sampled_from("ðəʌvɹeɪtnazsˈˌː ,."), max_size=40),
)
def test_words_are_always_in_order_and_inside(words: list[str], phonemes: list[str]) -> None:
    spoken = sounds("".join(phonemes))
    intervals = word_intervals(spoken, [list(word) for word in words])
    assert len(intervals) == len(words)
    now = 0
    for start, end in intervals:
        assert now <= start <= end <= 10 * len(phonemes)
        now = end


@given(st.lists(st.sampled_from([word for word in WORDS if word]), min_size=1, max_size=12))
def test_what_is_said_as_alone_is_found(words: list[str]) -> None:
    spoken = sounds(" ".join(words))
    intervals = word_intervals(spoken, [list(word) for word in words])
    place = 0
    for word, (start, end) in zip(words, intervals, strict=True):
        assert start in (10 * place, 10 * place - 10)
        assert end == 10 * (place + len(word.rstrip(",. ")))
        place += len(word) + 1
