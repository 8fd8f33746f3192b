"""Little's law for a process of several stages and several kinds of flow units."""
