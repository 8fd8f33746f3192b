"""A line in its steady state: formulas, approximation, averages."""
