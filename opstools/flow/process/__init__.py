"""Steps and the servers that work at them: what flows, what is busy, what the work costs."""
