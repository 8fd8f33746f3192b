"""Customers who do not wait: some turn round at the door, some give up in the line."""
