"""Why is the gradient perpendicular to the contours? The drawing."""
