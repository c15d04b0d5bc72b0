import pytest

from scenes.voice.pronunciation import spoken_words

SAID = {
    # names
    "RMSProp": "R M S prop",
    "RMSprop's": "R M S prop's",
    "AdaGrad,": "adda grad,",
    "Nesterov’s": "nesteroff's",
    "Adam": "Adam",
    "axes.": "axeez.",
    "vs": "versus",
    "vs.": "versus",
    "(e.g.": "for example",
    "i.e.": "that is",
    # Greek
    "theta": "theta",
    "κ": "kappa",
    "β1": "beta 1",
    "beta_2": "beta 2",
    "ε,": "epsilon,",
    # numbers
    "0.076": "0.076",
    "25.": "25.",
    "1,000,000": "1,000,000",
    ".5": "0.5",
    "-9": "minus 9",
    "−0.974": "minus 0.974",
    "-.5": "minus 0.5",
    "+3": "plus 3",
    "(-9,": "minus 9,",
    "2)": "2",
    "(-9,2)": "minus 9, 2",
    "1e-3": "10 to the minus 3",
    "1e+06": "10 to the 6",
    "1.2e-7,": "1.2 times 10 to the minus 7,",
    "10^-7": "10 to the minus 7",
    "10^{-7}": "10 to the minus 7",
    "1st": "1st",
    "1/2": "one half",
    "-1/2": "minus one half",
    "3/7": "3 over 7",
    "10-20": "10 to 20",
    "1–5": "1 to 5",
    # expressions
    "x^2": "x squared",
    "x²": "x squared",
    "x^3": "x cubed",
    "0.9^t": "0.9 to the t",
    "beta^t": "beta to the t",
    "2/kappa": "2 over kappa",
    "2/κ.": "2 over kappa.",
    "df/dx": "d f over d x",
    "y=-3": "y equals minus 3",
    "f(x)": "f of x",
    "f(x,y)": "f of x, y",
    "sqrt(kappa)": "the square root of kappa",
    "∇f": "the gradient of f",
    "1-beta2": "1 minus beta 2",
    "1−beta2^t": "1 minus beta 2 to the t",
    "|alpha": "alpha",
    # signs
    "=": "equals",
    "<": "is less than",
    ">": "is greater than",
    "≈": "is about",
    "×": "times",
    "−": "minus",
    "+": "plus",
    "25%": "25 percent",
    "90°,": "90 degrees,",
    # plain words pass
    "zig-zags,": "zig-zags,",
    "two-dimensional": "two-dimensional",
    "2-D": "2 D",
    "40-step": "40 step",
    "L-BFGS": "L-BFGS",
    "it's": "it's",
    "and/or": "and or",
    '"Stop."': "Stop.",
    "‘yes’!": "yes!",
    "(which": "which",
    "word—word": "word, word",
    "well...": "well,",
}


@pytest.mark.parametrize(("written", "said"), SAID.items())
def test_a_word_is_said(written: str, said: str) -> None:
    assert spoken_words(written) == [said]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1.2 × 10^-7", ["1.2", "times", "10 to the minus 7"]),
        ("(-9, 2)", ["minus 9,", "2"]),
        (
            "(kappa − 1)/(kappa + 1)",
            ["kappa", "minus", "1 over kappa", "plus", "1"],
        ),
        ("it is - slowly - going", ["it", "is,", "", "slowly,", "", "going"]),
        ("at last – so", ["at", "last,", "", "so"]),
        ("here, – so", ["here,", "", "so"]),
        ("– so it is –", ["", "so", "it", "is,", ""]),
        ("x - y", ["x", "minus", "y"]),
        ("1 - beta", ["1", "minus", "beta"]),
        ("the values a, and b", ["the", "values", "eigh,", "and", "b"]),
        ("a = 3 at a point", ["eigh", "equals", "3", "at", "a", "point"]),
        ("it is ≈ 3", ["it", "is", "about", "3"]),
        ("wait ... now", ["wait,", "", "now"]),
        ("et al. say", ["et", "al", "say"]),
    ],
)
def test_neighbours_count(written: str, said: list[str]) -> None:
    assert spoken_words(written) == said


@pytest.mark.parametrize("text", [" ".join(SAID), "- - -", "… , ) ( \" ' ^ _ | /", "", "  a  b "])
def test_there_is_one_answer_for_each_word(text: str) -> None:
    assert len(spoken_words(text)) == len(text.split())


def test_nothing_is_said_of_signs_that_the_voice_would_stumble_over() -> None:
    said = " ".join(word for word in spoken_words(" ".join(SAID)) if word)
    assert not set(said) & set('^_|=<>×−°≈∇κβε²()[]"“”—–/')


def test_the_spoken_line_has_no_double_spaces() -> None:
    assert [word for word in spoken_words("it is - slowly - going") if word] == [
        "it",
        "is,",
        "slowly,",
        "going",
    ]
