"""Why does gradient descent zig-zag? Parameters, data and words."""
