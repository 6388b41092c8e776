"""Writers of outside formats: each takes plain report data and a path, and knows no SQL and no Qt."""
