"""Measure ``steepest render`` beside stock ``manim render`` on the same plain Manim files.

    python -m benchmarks.rendering        (or: make bench)

- ``cases`` what is rendered and how well ours should do
- ``processes`` run a command; its wall time, CPU time and memory, over the whole tree
- ``commands`` the two commands, and where they leave their video
- ``pictures`` decode a video: its frames, and its PSNR against the pictures it was made from
- ``floor`` encode finished YUV frames and nothing else
- ``steps`` where the time of ours goes
- ``rounds`` render one case in alternation and check what came out
- ``promises`` linear cost, flat memory, a re-run, a preview still
- ``report``, ``table`` and ``page`` print the figures and write them into ``docs/performance.md``
"""
