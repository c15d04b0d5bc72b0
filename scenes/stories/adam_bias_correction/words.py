"""The sentences of the lesson whose truth depends on its parameters; ``[name]`` marks a cue."""

from __future__ import annotations

from scenes.numbers import words
from scenes.stories.adam_bias_correction.endings import count_of_steps
from scenes.stories.adam_bias_correction.steps import EPSILON, First, StepLengths


def below_one(beta: float) -> str:
    """A beta, which rounding must not turn into one."""
    said = words(beta, 6)
    return "just below 1" if said == words(1.0) else said


# --- the average -----------------------------------------------------------------------------


def suppose(gradient: float) -> str:
    """What the gradient is, and what a good average of it is; cue true."""
    value = words(gradient)
    return f"Suppose the gradient is always {value}. Its average should [true] say {value}."


def is_plainly_right(share: float) -> bool:
    """Whether a share of the true mean is 1 as far as three digits tell."""
    return words(share) == words(1.0)


def reports(averages: list[float], shares: list[float]) -> str:
    """What the first three averages say; cues first, second, third."""
    one, two, three = (words(value) for value in averages[:3])
    if is_plainly_right(shares[0]):
        return f"And it [first] does: it [second] reports {one} from the [third] very first step."
    return f"Instead it [first] reports {one}, then [second] {two}, then [third] {three}."


def bias_towards_zero(beta1: float, shares: list[float]) -> str:
    """What is wrong with the reports; cue bias."""
    if beta1 == 0:
        return "Beta one is zero here: the average remembers [bias] nothing, and has no bias."
    if is_plainly_right(shares[0]):
        return "Beta one is tiny here: the average remembers [bias] next to nothing."
    return "It is pulled towards the zero where it [bias] started. That is the bias."


def weights_add_up(total: float, count: int) -> str:
    """How much weight the gradients have; cues sum, rest."""
    if is_plainly_right(total):
        return (
            f"After {count} steps they [sum] add up to 1: "
            f"the starting zero has [rest] no weight left."
        )
    return (
        f"After {count} steps they [sum] add up to only {words(total)}. "
        f"The [rest] rest still sits on the starting zero."
    )


def divide(total: float) -> str:
    """What the correction does to the average; cue divide."""
    if is_plainly_right(total):
        return "Adam [divide] divides by that sum. Here that is 1, and nothing changes."
    return "So [divide] divide by that sum, and the average is right from the first step."


def patience(beta2: float, steps: int) -> str:
    """How long the average of the squares takes by itself; cue run."""
    if beta2 == 0:
        return (
            "Squared gradients have an average too. "
            "Its beta two is [run] zero, so it is right at once."
        )
    return (
        f"The average of squares, with beta two {below_one(beta2)}, "
        f"[run] needs {count_of_steps(steps)} to come within one percent."
    )


# --- the step --------------------------------------------------------------------------------


def step_title(lengths: StepLengths) -> str:
    """The heading of the part about the first step."""
    return {
        First.LARGER: "Why could the first step be huge?",
        First.SMALLER: "Why is the first step too small?",
        First.EQUAL: "Is the first step the one we asked for?",
    }[lengths.kind]


def first_fraction(lengths: StepLengths) -> str:
    """Top and bottom of the first uncorrected step; cues top, bottom."""
    top, bottom = words(lengths.top), words(lengths.bottom)
    if lengths.epsilon_matters:
        return (
            f"At step one the [top] top is {top} times the gradient. "
            f"The [bottom] bottom, with epsilon, is {bottom} times the gradient."
        )
    if is_plainly_right(lengths.top) and is_plainly_right(lengths.bottom):
        return "At step one the [top] top is already right, and so is the [bottom] bottom."
    if is_plainly_right(lengths.bottom):
        return f"At step one the [top] top is only {top} of its size. The [bottom] bottom is right."
    if is_plainly_right(lengths.top):
        return f"At step one the [top] top is right. The [bottom] bottom is {bottom} of its size."
    return (
        f"At step one the [top] top is only {top} of its true size, "
        f"and the [bottom] bottom {bottom}."
    )


def first_ratio(lengths: StepLengths) -> str:
    """How long the first uncorrected step is; cue first."""
    first = words(lengths.first)
    if lengths.kind is First.LARGER:
        return f"The bottom is too small by more: the first step is [first] {first} learning rates."
    if lengths.kind is First.SMALLER and lengths.epsilon_matters:
        return f"The first step is [first] only {first} learning rates."
    if lengths.kind is First.SMALLER:
        return (
            f"Here the top is too small by more: "
            f"the first step is [first] only {first} learning rates, not too big."
        )
    if lengths.always_right:
        return f"So the first step is [first] {_rates(lengths.first)}, as it should be."
    return f"The two errors cancel: the first step is [first] {_rates(lengths.first)}."


def later_steps(lengths: StepLengths) -> str:
    """What the uncorrected step does afterwards; cue later."""
    if lengths.always_right:
        return "And it [later] stays so at every step."
    if lengths.grows_too_long:
        return (
            f"It [later] grows to {words(lengths.peak)} at step {words(lengths.peak_time)}, "
            f"and is off by over one percent until step {words(lengths.right_from, 4)}."
        )
    if lengths.kind is First.LARGER:
        return (
            f"That is the longest. It [later] shrinks, and is off by over one percent "
            f"until step {words(lengths.right_from, 4)}."
        )
    return (
        f"It [later] grows, never too long, and comes within one percent "
        f"at step {words(lengths.right_from, 4)}."
    )


def with_correction(lengths: StepLengths) -> str:
    """The corrected steps; cue right."""
    if lengths.epsilon_matters:
        return (
            f"Corrected, every step is [right] {words(lengths.wanted)} learning rates: "
            f"epsilon, {words(EPSILON)}, outweighs so small a gradient."
            if lengths.wanted < 0.5
            else f"Corrected, every step is [right] {words(lengths.wanted)} learning rates: "
            f"epsilon, {words(EPSILON)}, takes the rest."
        )
    if lengths.always_right:
        return "With or without the correction, every step is [right] one learning rate."
    return "With both averages corrected, each step is [right] one learning rate."


def _rates(length: float) -> str:
    return "one learning rate" if is_plainly_right(length) else f"{words(length)} learning rates"


# --- the formula -----------------------------------------------------------------------------


def in_the_end(lengths: StepLengths) -> str:
    """What the correction is good for; cue meaning."""
    if lengths.epsilon_matters:
        return "Then only [meaning] epsilon stands between the learning rate and the step."
    return "Then the learning rate [meaning] means what it says."
