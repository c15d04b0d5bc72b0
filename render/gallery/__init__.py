"""``steepest gallery``: a static page to choose from, made of finished renders.

build       from folders of finished renders to a site: what the command does
records     finished renders, found by the records beside them; what is damaged is named
entries     what the page shows of one render: length, chapters, words, captions, parameters
parameters  its parameters with their defaults and meanings
lessons     entries in the order of the course, grouped by lesson
origin      the ``steepest`` command that makes a render again
snippets    what is pasted elsewhere: HTML, reveal.js, LaTeX, Markdown
markup      HTML that is escaped by default
page        the page around the entries
assets      its style and script, from ``style/`` and ``script/``
card        an entry on the page
detail      an entry opened: player, chapters, transcript, parameters, snippets
site        the folder on the disk: links, copies and removes files of its own making only
posters     a still for renders that come without one
"""
