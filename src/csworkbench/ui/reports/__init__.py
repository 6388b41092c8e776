"""The page Reports: documents with a preview, exported to files."""
