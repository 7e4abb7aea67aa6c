"""Where reports come from. Each source yields a capture, or a rejection that says what it could not get."""
