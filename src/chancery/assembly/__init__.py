"""Marks to facts: actors, events, statements, claims, relations and positions."""
