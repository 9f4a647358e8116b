"""Names of the console's orders, as docs/execution.md describes them: written anew here, from the description."""

import hashlib
import hmac

MAGIC = "7c0e"


def order_name(key, epoch, match, side="buy", leg=0, attempt=0):
    """The name of an order, with the tag that an installation's key puts on it."""
    digits = (f"{MAGIC}{epoch:05x}{match >> 28:03x}4{match >> 16 & 0xFFF:03x}{8 if side == 'buy' else 9:x}"
              f"{match & 0xFFFF:04x}{leg:02x}{attempt:x}")
    assert len(digits) == 24
    return digits + hmac.new(key, digits.encode(), hashlib.sha256).digest()[:4].hex()
