"""Many files, many workers."""
