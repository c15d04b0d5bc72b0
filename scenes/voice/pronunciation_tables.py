"""What the voice would read wrongly, and how it is said: names, abbreviations, signs.

The right-hand sides are respellings that the English voice of espeak-ng reads as meant.
"""

from __future__ import annotations

from typing import Final

NAMES: Final = {
    "rmsprop": "R M S prop",
    "adagrad": "adda grad",
    "adamw": "adam W",
    "adadelta": "adda delta",
    "nesterov": "nesteroff",
    "lipschitz": "lipshitz",
    "cauchy": "koshee",
    "relu": "rellu",
    "axes": "axeez",
    "stochastic": "stokastic",
    "eigenvalue": "eyegun value",
    "eigenvalues": "eyegun values",
    "eigenvector": "eyegun vector",
    "eigenvectors": "eyegun vectors",
    "xi": "ksi",
    "sqrt": "the square root of",
    "exp": "the exponential of",
    "ln": "log",
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "argmin": "arg min",
    "argmax": "arg max",
    "inf": "infinity",
    "nan": "not a number",
    "df": "d f",
    "dx": "d x",
    "dy": "d y",
    "dt": "d t",
    "dw": "d w",
}
"""Words, in lower case."""

ABBREVIATIONS: Final = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "et cetera",
    "vs": "versus",
    "vs.": "versus",
    "dr.": "doctor",
    "al.": "al",
    "approx.": "approximately",
    "eq.": "equation",
    "fig.": "figure",
    "sec.": "section",
}
"""Whole words, in lower case, whose full stop ends no sentence."""

GREEK: Final = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ϵ": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "ksi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "φ": "phi",
    "ϕ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "Δ": "delta",
    "Σ": "sigma",
    "Ω": "omega",
}
"""Letters; their names are also the written names that count as mathematics."""

SIGNS: Final = {
    "=": "equals",
    "≠": "is not",
    "<": "is less than",
    ">": "is greater than",
    "≤": "is at most",
    "≥": "is at least",
    "≈": "is about",
    "∼": "is about",
    "~": "about",
    "+": "plus",
    "−": "minus",
    "±": "plus or minus",
    "×": "times",
    "·": "times",
    "*": "times",
    "/": "over",
    "÷": "divided by",
    "→": "to",
    "∇": "the gradient of",
    "∂": "partial",
    "√": "the square root of",
    "∞": "infinity",
    "∈": "in",
    "%": "percent",
    "°": "degrees",
    "′": "prime",
    "²": "squared",
    "³": "cubed",
    "&": "and",
    "|": "",
    "∥": "",
    "‖": "",
    "_": "",
}
"""Signs of mathematics, wherever they stand; those said as nothing are only seen."""

FRACTIONS: Final = {
    ("1", "2"): "one half",
    ("1", "3"): "one third",
    ("2", "3"): "two thirds",
    ("1", "4"): "one quarter",
    ("3", "4"): "three quarters",
    ("1", "10"): "one tenth",
}
"""Numerator and denominator of the fractions that have a name."""

DASHES: Final = frozenset("-–—‒―")
