"""Set-ups and batches: what a set-up costs in capacity, and how large batches must be."""
