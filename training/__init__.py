"""Trains the attribution encoder; never imported by the package."""
