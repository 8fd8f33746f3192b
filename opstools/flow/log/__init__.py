"""Logs: when each flow unit came and went, and Little's law on any window of that."""
