"""Our own reports with their records written into the text."""
