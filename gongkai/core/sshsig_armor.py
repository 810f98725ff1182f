"""The files that `ssh-keygen -Y sign` writes and `-Y verify` reads, to and from one line."""

from __future__ import annotations

from typing import Final

from gongkai.core.sshsig_reading import SignatureRefusedError, decode

_BEGIN: Final = "-----BEGIN SSH SIGNATURE-----\n"
_END: Final = "-----END SSH SIGNATURE-----\n"
_WIDTH: Final = 70


def to_armor(line: str) -> str:
    """Give the file `ssh-keygen -Y verify` reads; raises `SignatureRefusedError`."""
    decode(line)
    rows = (line[start : start + _WIDTH] for start in range(0, len(line), _WIDTH))
    return _BEGIN + "".join(f"{row}\n" for row in rows) + _END


def from_armor(text: str) -> str:
    """Give the line of a file exactly as `ssh-keygen -Y sign` writes it.

    Raises:
        SignatureRefusedError: other first or last line, other line length, CRLF, text around it.

    """
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise SignatureRefusedError("签名文件首尾行不是 SSH SIGNATURE 标记，或换行不是 LF")
    line = text.removeprefix(_BEGIN).removesuffix(_END).replace("\n", "")
    if to_armor(line) != text:
        raise SignatureRefusedError(f"签名文件不是每行 {_WIDTH} 个字符的标准排列")
    return line
