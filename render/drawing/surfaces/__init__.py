"""What is drawn on: memory, or a graphics card."""
