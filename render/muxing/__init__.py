"""What goes beside the picture: sound, captions, chapters; and all of it into one file."""
