"""A line simulated, with confidence intervals."""
