"""Reading what editors have: Word, web pages, PDF, workbooks, plain text, whole older sites."""
