"""Text to marks: what the network sees in a report, with its scores."""
