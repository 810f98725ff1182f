"""Mending what is certain in documents that nobody has signed yet."""
