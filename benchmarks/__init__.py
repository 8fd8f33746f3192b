"""Speed and scale beside other tools, side by side in one run: `python -m benchmarks`."""
