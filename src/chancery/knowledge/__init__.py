"""What the world looks like: who is who, and where places are."""
