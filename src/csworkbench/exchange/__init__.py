"""Outside formats: readers and writers of files; no SQL, no Qt."""
