"""Cards between the lessons of a lecture: drawn by the same engine, in the same look."""
