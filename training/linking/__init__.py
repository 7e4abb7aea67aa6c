"""What linking ships: the lexicon, the weights of its scores, and how they were made."""
