"""The review sheet (审查单): one page with all that a reviewer answers for, and nothing outside it.

What a document says is other people's text, and may have been written against the reviewer: it is
escaped everywhere, the page as it will look stands in a sandboxed frame of its own, and the sheet's
policy lets nothing run and nothing be fetched.
"""
