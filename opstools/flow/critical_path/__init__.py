"""Activities side by side: how soon the whole can be done, and what must not be late."""
