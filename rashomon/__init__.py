"""Rashomon: one event, every telling."""
