"""Height fields: our loss surface as one mesh, and what lies on it."""
