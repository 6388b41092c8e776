"""Settings: health models and what they are worth."""
