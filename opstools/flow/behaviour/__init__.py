"""How a line answers to work in progress: best, worst and practical worst case."""
