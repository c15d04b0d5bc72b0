"""Pictures to files: video, GIF and PNG."""
