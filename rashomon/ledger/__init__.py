"""Any record -> an entry that nobody can change unseen."""
