"""Other generators on the same documents: none of them checks, signs, exports or reports."""
