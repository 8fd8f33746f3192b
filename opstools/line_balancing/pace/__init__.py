"""Which cycle times are possible, what they put out, and how efficient they can be."""
