"""Steps from one form of the tables to the next; a step never changes once it was released."""
