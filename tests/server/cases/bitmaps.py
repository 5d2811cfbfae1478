"""Bitmaps."""

from __future__ import annotations

from tests.server.case import Case, case, r

FOOBAR = "SET k foobar"

CASES: list[Case] = [
    case(r.bitcount("k"), 26, FOOBAR),
    case(r.bitcount("k"), 0),
    case(r.bitcount("k", 1, 1), 6, FOOBAR),
    case(r.bitcount("k", 5, 30, "BIT"), 17, FOOBAR, redis="7.0"),
    case(r.bitcount("k", 1, 1, "BYTE"), 6, FOOBAR, redis="7.0"),
    case(r.bitpos("k", 0), 12, ("SET", "k", b"\xff\xf0\x00")),
    case(r.bitpos("k", 1, 1), 8, ("SET", "k", b"\x00\xff\xf0")),
    case(r.bitpos("k", 1, 2, -1), 16, ("SET", "k", b"\x00\xff\xf0")),
    case(r.bitpos("k", 1, 7, 15, "BIT"), 8, ("SET", "k", b"\x00\xff\xf0"), redis="7.0"),
    case(r.bitpos("k", 1), -1),
    case(r.getbit("k", 1), 1, FOOBAR),
    case(r.getbit("k", 1000), 0, FOOBAR),
    case(r.setbit("k", 7, 1), 0, then={"GET k": b"\x01"}),
    case(r.setbit("k", 1, 0), 1, "SET k A", then={"GET k": b"\x01"}),
    case(r.bitop("AND", "d", "a", "b"), 1, "MSET a g b c", then={"GET d": b"c"}),
    case(r.bitop("OR", "d", "a", "b"), 1, "MSET a a b b", then={"GET d": b"c"}),
    case(r.bitop("XOR", "d", "a", "b"), 1, "MSET a a b b", then={"GET d": b"\x03"}),
    case(r.bitop("NOT", "d", "a"), 1, ("SET", "a", b"\xf0"), then={"GET d": b"\x0f"}),
    case(r.bitop("DIFF", "d", "a", "b"), 1, "MSET a c b a", redis="8.2", then={"GET d": b"\x02"}),
    case(r.bitop("DIFF1", "d", "a", "b"), 1, "MSET a a b c", redis="8.2", then={"GET d": b"\x02"}),
    case(r.bitop("ANDOR", "d", "a", "b"), 1, "MSET a c b a", redis="8.2", then={"GET d": b"a"}),
    case(r.bitop("ONE", "d", "a", "b"), 1, "MSET a c b a", redis="8.2", then={"GET d": b"\x02"}),
    case(r.bitfield("k").incrby("i5", 100, 1).get("u4", 0).execute(), [1, 0]),
    case(r.bitfield("k").set("u8", "#1", 255).get("u8", 8).execute(), [0, 255], then={"GET k": b"\x00\xff"}),
    case(r.bitfield("k", "FAIL").incrby("u2", 0, 5).incrby("u2", 0, 1).execute(), [None, 1]),
    case(r.bitfield("k").incrby("u2", 0, 5, "SAT").execute(), [3]),
    case(r.bitfield_ro("k", "u8", 0), [102], FOOBAR, redis="6.0"),
    case(r.bitfield_ro("k", "u8", 0, [("i4", "#1"), ("u8", 8)]), [102, 6, 111], FOOBAR, redis="6.0"),
]
