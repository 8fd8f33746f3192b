"""Lines bent into a U, whose stations may reach across."""
