"""What is pasted elsewhere to show an entry: HTML, reveal.js, LaTeX, Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from render.gallery.entries import Entry
from render.gallery.markup import Markup, joined, tag, url
from render.gallery.origin import command_of

_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": "$-$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "×": r"$\times$",
} | {sign: f"\\{sign}" for sign in "&%$#_{}"}


@dataclass(frozen=True)
class Files:
    """Where the files of an entry lie in the site; None of one that there is not."""

    main: str
    poster: str | None
    captions: str | None


@dataclass(frozen=True)
class Snippet:
    """A text to copy.

    Attributes
    ----------
    name : short, unlike that of the other snippets of an entry
    title : on its button
    note : what one should know
    text : the text itself; links in it are elements, which a page on a server makes absolute
    """

    name: str
    title: str
    note: str
    text: Markup


def snippets(entry: Entry, files: Files) -> list[Snippet]:
    """All snippets that make sense for the format of an entry."""
    made = "\n".join(command_of(render) for render in entry.renders)
    kind = entry.record["format"]
    found = []
    if kind != "mov":
        found.append(Snippet("html", "HTML", "For any web page.", _html(entry, files)))
        found.append(
            Snippet("reveal", "reveal.js", "A slide; it plays when shown.", _reveal(entry, files))
        )
    if kind != "gif":
        found.append(Snippet("latex", "LaTeX", _latex_note(entry), _latex(entry, files)))
    if kind != "mov":
        found.append(
            Snippet(
                "markdown", "Markdown", "A poster that leads to the video.", _markdown(entry, files)
            )
        )
    what = "In a shell, beside the lecture's file." if entry.shown.is_lecture else "In a shell."
    found.append(Snippet("command", "The command that made it", what, joined(made)))
    return found


def _link(path: str) -> Markup:
    """A link within a snippet."""
    return tag("span", url(path), data_link=url(path))


def _html(entry: Entry, files: Files, indent: str = "", play: str = "") -> Markup:
    quality = entry.record["quality"]
    size = f'width="{quality["width"]}" height="{quality["height"]}"'
    if entry.record["format"] not in _TYPES:
        alt = tag("i", alt=entry.title).removeprefix("<i ").removesuffix("></i>")
        return joined(f'{indent}<img src="', _link(files.main), f'" {size} {alt}>')
    lines = [joined(f"{indent}<video controls{play} {size}")]
    if files.poster is not None:
        lines[0] = joined(lines[0], "\n", f'{indent}  poster="', _link(files.poster), '"')
    lines[0] = joined(lines[0], ">")
    kind = _TYPES[entry.record["format"]]
    lines.append(joined(f'{indent}  <source src="', _link(files.main), f'" type="{kind}">'))
    if files.captions is not None and entry.captions:
        track = '" srclang="en" label="English" default>'
        opened = f'{indent}  <track kind="captions" src="'
        lines.append(joined(opened, _link(files.captions), track))
    lines.append(joined(f"{indent}</video>"))
    return Markup("\n".join(lines))


def _reveal(entry: Entry, files: Files) -> Markup:
    title = joined(_shown_title(entry))
    inner = _html(entry, files, indent="  ", play=" data-autoplay")
    return joined("<section>\n  <h2>", joined(str(title)), "</h2>\n", inner, "\n</section>")


def _shown_title(entry: Entry) -> str:
    return entry.section or entry.title


def _latex_note(entry: Entry) -> str:
    if entry.record["format"] == "png":
        return "Save the picture beside the .tex file."
    return (
        "Save video and poster beside the .tex file. A click opens the player of the system, in "
        "Acrobat too. Without [externalviewer] it plays on the slide, in Okular and pdfpc only."
    )


def _latex(entry: Entry, files: Files) -> Markup:
    title = "".join(_LATEX.get(sign, sign) for sign in _shown_title(entry))
    main = files.main.rpartition("/")[2]
    still = main if entry.record["format"] == "png" else (files.poster or "").rpartition("/")[2]
    picture = f"\\includegraphics[width=\\linewidth]{{{_file(still)}}}"
    shown = picture
    needs = "graphicx"
    if entry.record["format"] != "png":
        shown = f"\\movie[externalviewer]{{%\n    {picture}%\n  }}{{{_file(main)}}}"
        needs = "multimedia"
    lines = [
        f"% \\usepackage{{{needs}}}",
        f"\\begin{{frame}}{{{title}}}",
        "  \\centering",
        f"  {shown}",
        "\\end{frame}",
    ]
    return joined("\n".join(lines))


def _file(name: str) -> str:
    return f"\\detokenize{{{name}}}"


def _markdown(entry: Entry, files: Files) -> Markup:
    alt = "".join(f"\\{sign}" if sign in "\\[]*_`<&" else sign for sign in _shown_title(entry))
    if entry.record["format"] not in _TYPES or files.poster is None:
        return joined(f"![{alt}](", _link(files.main), ")")
    picture = joined(f"![{alt}](", _link(files.poster), ")")
    return joined("[", picture, "](", _link(files.main), ")")
