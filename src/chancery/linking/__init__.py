"""The same happening in several reports: records in, happenings out. No files of a user's, no network, no clock."""
