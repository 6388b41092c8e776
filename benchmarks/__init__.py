"""Speed as ratios to a floor measured in the same run: `python3 dev.py bench`."""
