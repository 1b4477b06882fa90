"""A place -> reports."""
