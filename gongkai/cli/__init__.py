"""The command line holds one module per command."""
