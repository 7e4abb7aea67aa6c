"""The same thing told in several reports."""
