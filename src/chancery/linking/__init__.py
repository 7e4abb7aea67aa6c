"""The same thing told in several reports: reprints of one text, and happenings. No files of a user's, no network, no clock."""
