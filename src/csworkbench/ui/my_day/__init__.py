"""The page My day: what is due, why, and what changed."""
