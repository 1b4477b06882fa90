"""A report -> its claims."""
