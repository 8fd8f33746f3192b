"""An empty line that starts: when the first unit is done, and when the last."""
