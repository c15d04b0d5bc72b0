"""Why is the gradient perpendicular to the contours? Parameters, data and words."""
