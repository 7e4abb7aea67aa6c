"""Questions asked of the store: each a function from a connection and what is wanted to frozen rows that can be quoted."""
