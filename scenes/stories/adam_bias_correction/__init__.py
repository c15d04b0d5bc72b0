"""Why does Adam correct its bias? Parameters, data and words."""
