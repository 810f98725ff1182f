"""Texts made elsewhere: their blocks, what their wording tells, and the document they become."""
