"""Speed and memory of the reading, as ratios in one run."""
