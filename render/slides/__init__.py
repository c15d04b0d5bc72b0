"""Slides of lessons: one slide for each section, with its film, its words and its title.

``request``        what was asked for: the lessons, the sections, the file to make
``clip_folder``    where the films lie until a deck is made of them, and how long
``clips``          the films: one render for each section
``deck``           what a deck holds, whatever file it becomes
``notes``          the narration as speaker notes, and what a film is called for who cannot see it
``powerpoint``     the deck as ``.pptx``, with ``powerpoint_look`` and ``powerpoint_film``
``page``           the deck as a page of reveal.js, which ``reveal`` finds; its style and script
                   are in ``page_files``
``folder``         the page with everything beside it, for a course site; zipped too
``presentation``   the same films for ``manim-slides present``
``package``        zip files that depend on their content alone
``make``           all of it together
"""
