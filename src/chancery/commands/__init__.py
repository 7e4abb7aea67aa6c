"""Commands of the command line that are more than a page long; `cli` joins them. Like it they parse, call and print."""
