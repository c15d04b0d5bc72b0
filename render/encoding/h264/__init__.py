"""H.264 streams taken apart as far as a picture can be held in them without being encoded again."""
