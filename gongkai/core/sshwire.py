"""The binary encoding of SSH keys and signatures (RFC 4251 section 5), read without tolerance."""

from __future__ import annotations

import base64
from typing import Final

_LENGTH_SIZE: Final = 4
_TOP_BIT: Final = 0x80


class WireError(ValueError):
    """Bytes or text are not the one encoding of what they should hold; the message is Chinese."""


class WireReader:
    """A cursor over bytes whose every field must be whole and minimal."""

    __slots__ = ("_data", "_offset")

    def __init__(self, data: bytes) -> None:
        """Start at the first byte of `data`."""
        self._data = data
        self._offset = 0

    def read_bytes(self, size: int) -> bytes:
        """Give the next `size` bytes; raises `WireError` where fewer are left."""
        end = self._offset + size
        if end > len(self._data):
            raise WireError("数据不完整，长度与声明不符")
        piece = self._data[self._offset : end]
        self._offset = end
        return piece

    def read_uint32(self) -> int:
        """Give the next four bytes as a number, most significant byte first."""
        return int.from_bytes(self.read_bytes(_LENGTH_SIZE), "big")

    def read_string(self) -> bytes:
        """Give the next string: four bytes of length, then that many bytes."""
        return self.read_bytes(self.read_uint32())

    def read_positive(self) -> int:
        """Give the next mpint; raises `WireError` unless it is above zero and minimal."""
        encoded = self.read_string()
        if not encoded or encoded[0] & _TOP_BIT:
            raise WireError("整数不是正数")
        if encoded[0] == 0 and not (len(encoded) > 1 and encoded[1] & _TOP_BIT):
            raise WireError("整数编码不规范，带有多余的前导零")
        return int.from_bytes(encoded, "big")

    def check_end(self) -> None:
        """Raise `WireError` where bytes are left over."""
        if self._offset != len(self._data):
            raise WireError("末尾有多余的数据")


def format_string(value: bytes) -> bytes:
    """Give `value` with its length in front."""
    return len(value).to_bytes(_LENGTH_SIZE, "big") + value


def parse_base64(text: str) -> bytes:
    """Give the bytes of standard padded base64; raises `WireError` for any other spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise WireError("不是标准的 Base64 编码") from error
    if format_base64(data) != text:
        raise WireError("Base64 编码不规范")
    return data


def format_base64(data: bytes) -> str:
    """Give `data` as standard padded base64 on one line."""
    return base64.b64encode(data).decode("ascii")
