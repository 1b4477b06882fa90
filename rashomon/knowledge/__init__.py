"""What the program knows, as data that a user can edit or replace."""
