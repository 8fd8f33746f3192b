"""Design and effective capacity against what comes out."""
