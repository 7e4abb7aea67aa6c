"""Speed, scale and load: one command each."""
