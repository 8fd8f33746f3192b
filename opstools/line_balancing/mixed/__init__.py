"""Several models on one line: balanced by their average."""
