"""Passwords kept as scrypt hashes (RFC 7914), written ``scrypt$n$r$p$salt$hash``, salt and hash in hexadecimal."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from assistant.errors import SignInError

FEWEST_CHARACTERS = 10
MOST_BYTES = 1024
_COST, _BLOCK, _LANES = 2**15, 8, 1
_MOST_COST = 2**17
_MEMORY = 2**29


@dataclass(frozen=True, slots=True)
class Hash:
    """What is kept of a password: a slow hash of it, with the salt and the costs that it was made with."""

    cost: int
    block: int
    lanes: int
    salt: bytes
    digest: bytes

    def __post_init__(self) -> None:
        if not (1 < self.cost <= _MOST_COST and self.cost & (self.cost - 1) == 0 and 0 < self.block <= 16 and 0 < self.lanes <= 16):
            raise ValueError("the costs are not those of scrypt")
        if len(self.salt) < 8 or len(self.digest) < 16:
            raise ValueError("the salt or the hash is too short")

    @classmethod
    def of(cls, password: str) -> Hash:
        """Return the hash of a new password.

        Raises:
            SignInError: the password is too short or too long.
        """
        if len(password) < FEWEST_CHARACTERS:
            raise SignInError(f"the password has fewer than {FEWEST_CHARACTERS} characters: take a longer one, such as four words")
        if len(_bytes(password)) > MOST_BYTES:
            raise SignInError(f"the password is longer than {MOST_BYTES} bytes: take a shorter one")
        salt = secrets.token_bytes(16)
        return cls(_COST, _BLOCK, _LANES, salt, _scrypt(password, salt, _COST, _BLOCK, _LANES, 32))

    @classmethod
    def read(cls, text: str) -> Hash:
        """Return the hash that a line of the file of users holds.

        Raises:
            ValueError: it is none.
        """
        kind, *numbers, salt, digest = text.split("$")
        if kind != "scrypt" or len(numbers) != 3:
            raise ValueError("not a hash of scrypt")
        cost, block, lanes = (int(number) for number in numbers)
        return cls(cost, block, lanes, bytes.fromhex(salt), bytes.fromhex(digest))

    def __str__(self) -> str:
        """Return the hash as the file of users holds it."""
        return f"scrypt${self.cost}${self.block}${self.lanes}${self.salt.hex()}${self.digest.hex()}"

    def is_of(self, password: str) -> bool:
        """Say whether this is the hash of a password, in a time that does not depend on how much of it is right."""
        if len(_bytes(password)) > MOST_BYTES:
            return False
        made = _scrypt(password, self.salt, self.cost, self.block, self.lanes, len(self.digest))
        return hmac.compare_digest(made, self.digest)


NOBODY = Hash(_COST, _BLOCK, _LANES, bytes(16), bytes(32))
"""What the password of a name that is not there is compared with, so that the answer takes as long."""


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int, length: int) -> bytes:
    return hashlib.scrypt(_bytes(password), salt=salt, n=cost, r=block, p=lanes, maxmem=_MEMORY, dklen=length)


def _bytes(password: str) -> bytes:
    # The same letters may be typed in more than one way (RFC 8265).
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
