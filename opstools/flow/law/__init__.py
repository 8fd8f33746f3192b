"""Little's law, by formula and in money."""
