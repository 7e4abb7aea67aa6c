"""The vocabulary of a record: frozen values, no behaviour beyond themselves."""
