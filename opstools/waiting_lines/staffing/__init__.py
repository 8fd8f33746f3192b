"""How many servers: what they cost against what waiting costs."""
