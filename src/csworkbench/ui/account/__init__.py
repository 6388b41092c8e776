"""The page of one account: why this score, timeline, contacts and details."""
