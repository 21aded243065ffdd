"""The command line: one module a verb, one that wires, one that prints."""
