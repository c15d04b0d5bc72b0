"""Why does gradient descent zig-zag? The drawing."""
