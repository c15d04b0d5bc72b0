"""Why does Adam correct its bias? The drawing."""
