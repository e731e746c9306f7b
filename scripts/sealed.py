"""Reads what the program has sealed (docs/decisions/0008-sealed-columns.md), with the file of keys and openssl: for
tests and measurements that look at the data from outside. AES-GCM is counter mode with a tag; the tag is not looked at
here, so whoever must know that something is whole compares it with its digest."""

import base64
import functools
import hashlib
import hmac
import subprocess

MARK = b"MOTCUA2\n"
HEAD, CHUNK, TAG = len(MARK) + 4 + 32, 65_536, 16


def derived(secret: bytes, use: bytes, salt: bytes = bytes(32)) -> bytes:
    """HKDF-SHA256, one block."""
    return hmac.new(hmac.new(salt, secret, hashlib.sha256).digest(), use + b"\x01", hashlib.sha256).digest()


def opened(key: bytes, nonce: bytes, sealed: bytes) -> bytes:
    command = ["openssl", "enc", "-d", "-aes-256-ctr", "-K", key.hex(), "-iv", nonce.hex() + "00000002"]
    return subprocess.run(command, input=sealed, capture_output=True, check=True).stdout


class Keys:
    """The keys of one data folder."""

    def __init__(self, path):
        with open(path) as lines:
            words = [line.split() for line in lines if not line.startswith("#")]
        self.secrets = {int(number): bytes.fromhex(secret) for number, _, secret in words}

    @functools.lru_cache(maxsize=None)
    def text(self, sealed: str) -> str:
        if not sealed:
            return ""
        number, code = sealed.split(".", 1)
        data = base64.b64decode(code)
        key = derived(self.secrets[int(number)], b"motcua column")
        return opened(key, data[:12], data[12:-TAG]).decode()

    def file(self, sealed: bytes) -> bytes:
        """The content of an attached file; what lies plain, or is no file of ours any more, as it is."""
        number = int.from_bytes(sealed[len(MARK) : len(MARK) + 4], "big")
        if not sealed.startswith(MARK) or number not in self.secrets:
            return sealed
        return content(self.secrets[number], sealed)


@functools.lru_cache(maxsize=256)
def content(secret: bytes, sealed: bytes) -> bytes:
    key = derived(derived(secret, b"motcua paper"), b"motcua file", sealed[len(MARK) + 4 : HEAD])
    pieces = []
    for index, start in enumerate(range(HEAD, len(sealed), CHUNK + TAG)):
        piece = sealed[start : start + CHUNK + TAG]
        is_last = start + len(piece) == len(sealed)
        nonce = bytes([is_last, 0, 0, 0]) + index.to_bytes(8, "big")
        pieces.append(opened(key, nonce, piece[:-TAG]))
    return b"".join(pieces)
