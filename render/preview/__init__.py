"""A lesson without its video: stills, storyboards."""
