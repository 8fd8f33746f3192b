"""A proof of optimality that can be read: the tree of all that a search has to look at."""
