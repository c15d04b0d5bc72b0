"""One video that plays the clips of a sweep side by side, on one clock, labelled."""
