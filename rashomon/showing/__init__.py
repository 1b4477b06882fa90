"""Entries -> people."""
