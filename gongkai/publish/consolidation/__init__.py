"""Export packages on the disk: written whole or not at all, read without unpacking."""
