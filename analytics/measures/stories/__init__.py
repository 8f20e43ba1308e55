"""Stories: what is a copy of what, and who was first."""
