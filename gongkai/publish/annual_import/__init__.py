"""Annual reports that exist as docx, xlsx, HTML or PDF: their three tables read into figures."""
