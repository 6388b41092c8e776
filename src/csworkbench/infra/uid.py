"""UUIDv7 (RFC 9562): time-ordered identities that survive a merge of two books."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
import uuid
from random import Random

_VARIANTS = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def uid_at(milliseconds: int, random_bits: int) -> str:
    """Give the UUIDv7 of a Unix time in milliseconds and 74 random bits, as text."""
    high = random_bits >> 62 & 0xFFF
    low = random_bits & (1 << 62) - 1
    number = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    return str(uuid.UUID(int=number))


def new_uid() -> str:
    """Give a fresh UUIDv7."""
    return uid_at(time.time_ns() // 1_000_000, secrets.randbits(74))


def new_uids(count: int) -> list[str]:
    """Give many fresh UUIDv7s of one moment, ascending: an index takes them in order many times faster."""
    milliseconds = f"{time.time_ns() // 1_000_000 & (1 << 48) - 1:012x}"
    head = f"{milliseconds[:8]}-{milliseconds[8:]}-7"
    text = os.urandom(count * 10).hex()
    parts = (text[start : start + 20] for start in range(0, count * 20, 20))
    return sorted(f"{head}{part[:3]}-{_VARIANTS[part[3]]}{part[4:7]}-{part[8:]}" for part in parts)


def seeded_uid(random: Random, milliseconds: int) -> str:
    """Give a UUIDv7 from a seeded generator, for books that must come out the same each time."""
    return uid_at(milliseconds, random.getrandbits(74))


def fixed_uid(name: str) -> str:
    """Give the UUIDv7 of something every book is born with, the same in each, so that merged books agree on it."""
    digest = hashlib.sha256(name.encode()).digest()
    return uid_at(0, int.from_bytes(digest[:10]) >> 6)
