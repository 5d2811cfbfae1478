"""Hundreds of answers that no server should give, by name, in groups.

What is right for each of them is not written here: the reference of tests/fuzz reads them, and says whether they are a
value, are no RESP, or are not whole. Those that it cannot know, the monstrous ones, say so themselves.
"""

from __future__ import annotations

import random

KINDS = b"+-:$*_#,(!=%~|>"
LENGTHS = b"$*%~>|=!"
GOOD = b"*4\r\n$3\r\nabc\r\n:12\r\n%1\r\n+k\r\n~2\r\n#t\r\n,1.5\r\n_\r\n"
"""One of nearly everything."""
PUSH = b">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n"
LONGEST_LINE = 10_000
"""The client's max_line_length."""
NUMBERS = (
    b"", b"+", b"-", b"1a", b"a1", b"0x10", b"1_0", b" 1", b"1 ", b"1.0", b"1e3", b"--1", b"+-1", b"\xd9\xa1", b"01",
    b"-01", b"00", b"-0", b"+0", b"+7", b"9223372036854775807", b"9223372036854775808", b"-9223372036854775809",
    b"99999999999999999999999", b"1\x00", b"\x001", b"1,000", b"inf", b"nan", b"null", b"True", b"1\t", b"-1", b"-2",
    b"9" * 5000,
)  # fmt: skip


def numbers() -> dict[str, bytes]:
    """Numbers and lengths that are none, or are written in a way that only some readers take."""
    return {
        f"{chr(kind)}{number[:24]!r}": b"%c%b\r\n" % (kind, number) for kind in b":(,$*%~>|=!" for number in NUMBERS
    }


def first_bytes() -> dict[str, bytes]:
    """Bytes that begin nothing."""
    return {f"{bytes((byte,))!r}": b"%c1\r\n" % byte for byte in range(256) if byte not in KINDS}


def strings() -> dict[str, bytes]:
    """Strings, errors and lines whose ends are not where they were said to be."""
    return {
        "longer than it says": b"$3\r\nabcd\r\n",
        "shorter than it says": b"$3\r\nab\r\n$1\r\n",
        "no end": b"$3\r\nabcXY",
        "an end of one byte": b"$3\r\nabc\rX",
        "the end twice": b"$3\r\nabc\r\n\r\n",
        "empty": b"$0\r\n\r\n",
        "empty without an end": b"$0\r\nXX",
        "null": b"$-1\r\n",
        "null with a body": b"$-1\r\n\r\n",
        "null of another kind": b"$-2\r\n",
        "line feed alone": b"+OK\n",
        "carriage return in a line": b"+O\rK\r\n",
        "carriage return twice": b"+OK\r\r\n",
        "empty line": b"\r\n",
        "line feeds only": b"\n\n\n\n",
        "nothing after the type": b"+\r\n",
        "error without a text": b"-\r\n",
        "error of blanks": b"-   \r\n",
        "error that is not UTF-8": b"-\xff\xfe\xfd\r\n",
        "error with a NUL": b"-ERR \x00\x00\r\n",
        "long error": b"-ERR " + b"x" * (LONGEST_LINE - 6) + b"\r\n",
        "error that looks like a reply": b"-+OK\r\n",
        "blob error": b"!5\r\nERR x\r\n",
        "blob error of several lines": b"!8\r\nERR\r\n:1\r\n",
        "blob error that is longer": b"!3\r\nERR x\r\n",
        "blob error of length null": b"!-1\r\n",
        "line as long as may be": b"+" + b"x" * (LONGEST_LINE - 1) + b"\r\n",
        "line that is too long": b"+" + b"x" * LONGEST_LINE + b"\r\n",
        "line without an end": b"+" + b"x" * 2 * LONGEST_LINE,
        "number without an end": b":" + b"1" * 2 * LONGEST_LINE,
        "verbatim": b"=7\r\ntxt:abc\r\n",
        "verbatim without a format": b"=3\r\nabc\r\n",
        "verbatim of the format alone": b"=4\r\ntxt:\r\n",
        "verbatim with a format of two": b"=6\r\ntx:abc\r\n",
        "verbatim of nothing": b"=0\r\n\r\n",
        "streamed": b"$?\r\n;2\r\nab\r\n;1\r\nc\r\n;0\r\n",
        "streamed of nothing": b"$?\r\n;0\r\n",
        "streamed without pieces": b"$?\r\n+OK\r\n",
        "streamed with a piece too long": b"$?\r\n;2\r\nabc\r\n;0\r\n",
        "streamed with a piece below zero": b"$?\r\n;-1\r\n",
        "streamed with a piece of nothing known": b"$?\r\n;?\r\n",
        "a piece of nothing": b";2\r\nab\r\n",
        "an end of nothing": b".\r\n",
        "streamed error": b"!?\r\n;3\r\nERR\r\n;0\r\n",
    }


def simple() -> dict[str, bytes]:
    """Nulls, booleans and floating-point numbers."""
    texts = (
        b"_", b"_x", b"_0", b"#t", b"#f", b"#", b"#x", b"#true", b"#T", b"#1", b",", b",1.5", b",inf", b",-inf",
        b",+inf", b",nan", b",-nan", b",NaN", b",INF", b",infinity", b",1e5", b",1e999", b",-1e-999", b",.5", b",1.",
        b",+1", b",0x1p3", b", 1", b",1,5", b",1_0.5", b",1e", b",e5", b",1.5.5", b",--1", b"(", b"(0", b"(-0", b"(1e5",
        b"(12345678901234567890123", b"(-12345678901234567890123", b"(abc", b"(1.5", b":1", b":", b"*-1", b"~-1",
        b"%-1",
    )  # fmt: skip
    return {f"{text!r}": text + b"\r\n" for text in texts}


def aggregates() -> dict[str, bytes]:
    """Arrays, maps, sets, attributes and pushes in forms that are rare, or wrong."""
    return {
        "empty array": b"*0\r\n",
        "empty map": b"%0\r\n",
        "empty set": b"~0\r\n",
        "nulls in an array": b"*3\r\n$-1\r\n*-1\r\n_\r\n",
        "error in an array": b"*2\r\n-ERR x\r\n:1\r\n",
        "127 arrays in each other": b"*1\r\n" * 127 + b":1\r\n",
        "128 arrays in each other": b"*1\r\n" * 128 + b":1\r\n",
        "129 arrays in each other": b"*1\r\n" * 129 + b":1\r\n",
        "10,000 arrays in each other": b"*1\r\n" * 10_000 + b":1\r\n",
        "10,000 maps in each other": b"%1\r\n" * 10_000 + b":1\r\n" * 10_001,
        "10,000 attributes in each other": b"|1\r\n" * 10_000,
        "array whose item is wrong": b"*2\r\n:1\r\n?\r\n",
        "array with an empty line": b"*2\r\n:1\r\n\r\n:2\r\n",
        "map with half a pair": b"%1\r\n+k\r\n",
        "map with an array for a key": b"%1\r\n*1\r\n:1\r\n:2\r\n",
        "map with a map for a key": b"%1\r\n%1\r\n:1\r\n:2\r\n:3\r\n",
        "map with a null for a key": b"%1\r\n_\r\n:1\r\n",
        "map with NaN for a key": b"%2\r\n,nan\r\n:1\r\n,nan\r\n:2\r\n",
        "map with an error for a key": b"%1\r\n-ERR x\r\n:1\r\n",
        "map with a key twice": b"%2\r\n+k\r\n:1\r\n+k\r\n:2\r\n",
        "set with an item twice": b"~3\r\n:1\r\n:1\r\n:2\r\n",
        "set of arrays": b"~2\r\n*1\r\n:1\r\n*1\r\n:1\r\n",
        "set of equal things of different kinds": b"~3\r\n:1\r\n,1\r\n#t\r\n",
        "set of sets": b"~2\r\n~1\r\n:1\r\n~1\r\n:2\r\n",
        "streamed array": b"*?\r\n:1\r\n:2\r\n.\r\n",
        "streamed array in a streamed array": b"*?\r\n*?\r\n:1\r\n.\r\n.\r\n",
        "streamed map": b"%?\r\n+a\r\n:1\r\n.\r\n",
        "streamed map that ends within a pair": b"%?\r\n+a\r\n.\r\n",
        "streamed set": b"~?\r\n:1\r\n.\r\n",
        "streamed array whose end has more": b"*?\r\n:1\r\n.x\r\n",
        "streamed push": b">?\r\n+message\r\n.\r\n",
        "streamed attribute": b"|?\r\n+a\r\n:1\r\n.\r\n:1\r\n",
        "attribute before the reply": b"|1\r\n+ttl\r\n:3600\r\n:1\r\n",
        "two attributes before the reply": b"|1\r\n+a\r\n:1\r\n|1\r\n+b\r\n:2\r\n:1\r\n",
        "attribute within the reply": b"*2\r\n:1\r\n|1\r\n+ttl\r\n:3600\r\n:2\r\n",
        "attribute of nothing": b"|0\r\n:1\r\n",
        "attribute before an error": b"|1\r\n+a\r\n:1\r\n-ERR x\r\n",
        "attribute before a push": b"|1\r\n+a\r\n:1\r\n" + PUSH + b":1\r\n",
        "push within the reply": b"*2\r\n:1\r\n" + PUSH + b":2\r\n",
        "push before the reply": PUSH + b":1\r\n",
        "a hundred pushes before the reply": PUSH * 100 + b":1\r\n",
        "push of nothing": b">0\r\n:1\r\n",
        "push without a name": b">1\r\n:1\r\n:1\r\n",
        "push with an array for a name": b">1\r\n*0\r\n:1\r\n",
        "push that is null": b">-1\r\n:1\r\n",
        "message nobody subscribed to": b">3\r\n+message\r\n+c\r\n+x\r\n:1\r\n",
        "confirmation nobody asked for": b">3\r\n+subscribe\r\n+c\r\n:1\r\n:1\r\n",
        "confirmation of the wrong form": b">1\r\n+subscribe\r\n:1\r\n",
        "subscription that ends unasked": b">3\r\n+unsubscribe\r\n_\r\n:0\r\n:1\r\n",
        "array that looks like a message": b"*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nx\r\n",
        "array that looks like a confirmation": b"*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n",
        "line that looks like MONITOR's": b'+1339518083.107412 [0 127.0.0.1:60866] "keys" "*"\r\n',
        "reply to MULTI": b"+QUEUED\r\n",
    }


def too_much() -> dict[str, bytes]:
    """Replies that nobody asked for, after the one that was."""
    extra = (
        b"+STRAY\r\n", b"$5\r\nSTRAY\r\n", b":1\r\n", b"-ERR stray\r\n", b"_\r\n", b"*0\r\n", b"%0\r\n", b"$5\r\nST",
        b"$",
        b"*2\r\n:1\r\n", b"\r\n", b"\n", b"\x00", b"?", b"|1\r\n+a\r\n:1\r\n", b"+QUEUED\r\n" * 3, b"x" * 1000,
        PUSH[:9],
    )  # fmt: skip
    return {f"a reply and {more[:24]!r}": b":1\r\n" + more for more in extra}


def errors() -> dict[str, bytes]:
    """Errors that name a remedy, which may be a trap."""
    texts = (
        b"MOVED 1 127.0.0.1:1", b"MOVED 1 :1", b"MOVED 1", b"MOVED", b"MOVED x y", b"MOVED -1 127.0.0.1:1",
        b"MOVED 99999 127.0.0.1:99999", b"MOVED 1 [::1]:1", b"MOVED 1 host:port", b"MOVED 1 127.0.0.1:6379 x",
        b"ASK 1 127.0.0.1:1", b"ASK", b"ASK 1", b"TRYAGAIN later", b"CLUSTERDOWN", b"CROSSSLOT Keys", b"LOADING Redis",
        b"BUSY Redis is busy", b"READONLY You can't", b"MASTERDOWN Link", b"OOM command", b"NOAUTH Authentication",
        b"NOPERM this user", b"WRONGPASS no", b"NOSCRIPT No", b"EXECABORT no", b"WRONGTYPE no", b"NOPROTO no",
        b"DENIED Redis is running in protected mode", b"ERR max number of clients reached", b"MISCONF no",
        b"NOREPLICAS",
        b"UNKILLABLE", b"NOTBUSY", b"INPROG", b"NOGOODSLAVE", b"moved 1 127.0.0.1:1", b"MOVED\t1\t127.0.0.1:1",
        b"ERR", b"ERROR", b"err x", b"\x00", b"%s %d", b"{0}", b"$3", b"*1",
    )  # fmt: skip
    return {f"-{text.decode('latin-1')}": b"-%b\r\n" % text for text in texts}


def strangers() -> dict[str, bytes]:
    """What other servers say, and noise."""
    said = {
        "HTTP/1.1": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "HTTP/2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00",
        "SSH": b"SSH-2.0-OpenSSH_9.6\r\n",
        "SMTP": b"220 mail.example.org ESMTP\r\n",
        "TLS alert": b"\x15\x03\x01\x00\x02\x02\x46",
        "memcached": b"ERROR\r\n",
        "PostgreSQL": b"E\x00\x00\x00\x0cSFATAL\x00\x00",
        "MySQL": b"\x4a\x00\x00\x00\x0a8.0.36\x00",
        "IRC": b":irc.example.org NOTICE * :*** Looking up your hostname\r\n",
        "a Redis command": b"*1\r\n$4\r\nPING\r\n",
        "zeros": bytes(1000),
        "0xff": b"\xff" * 1000,
        "a byte order mark": b"\xef\xbb\xbf+OK\r\n",
        "UTF-16": "+OK\r\n".encode("utf-16"),
    }
    chance = random.Random(7)
    return said | {f"noise {number}": b"?" + chance.randbytes(chance.randrange(1, 300)) for number in range(20)}


def cut_short() -> dict[str, bytes]:
    """A reply of many kinds, and a few others, up to each of their bytes."""
    whole = (
        GOOD,
        b"|1\r\n+ttl\r\n:3600\r\n$2\r\nab\r\n",
        b"$?\r\n;2\r\nab\r\n;0\r\n",
        b"!5\r\nERR x\r\n",
        b"=7\r\ntxt:abc\r\n",
    )
    return {f"{size} bytes of {reply[:12]!r}": reply[:size] for reply in whole for size in range(1, len(reply))}


ENTRIES = {
    group.__name__: group()
    for group in (first_bytes, numbers, strings, simple, aggregates, too_much, errors, strangers, cut_short)
}

ANNOUNCEMENTS = {
    "a string of 512 MiB": b"$536870912\r\n",
    "an array of four thousand million": b"*4294967295\r\n",
    "a map of four thousand million": b"%4294967295\r\n",
    "a set of four thousand million": b"~4294967295\r\n",
    "a push of four thousand million": b">4294967295\r\n",
    "an attribute of four thousand million": b"|4294967295\r\n",
    "a verbatim string of 512 MiB": b"=536870912\r\n",
    "an error of 512 MiB": b"!536870912\r\n",
    "arrays in arrays, each of a thousand million": b"*1000000000\r\n" * 100,
    "a streamed string with a piece of 512 MiB": b"$?\r\n;536870912\r\n",
    "a thousand strings of a thousand bytes, and one of 512 MiB": b"*2000\r\n"
    + b"$3\r\nabc\r\n" * 999
    + b"$536870912\r\n",
}
"""Sizes that are allowed, announced, and never kept."""
