"""Readers of labelled text: each corpus in its makers' layout becomes `Example`s."""
