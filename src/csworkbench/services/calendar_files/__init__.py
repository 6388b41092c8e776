"""Calendar files: check-ins out to .ics files and folders, events of .ics files in as check-ins."""
