"""The media types of what a site offers to download (IANA)."""

from __future__ import annotations

_OFFICE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    "csv": "text/csv",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "jpg": "image/jpeg",
    "json": "application/json",
    "ofd": "application/ofd",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "txt": "text/plain",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
}


def find_media_type(name: str) -> str:
    """The media type of a file by its extension, that of unknown bytes for others."""
    return _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
