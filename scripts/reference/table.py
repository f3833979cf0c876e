"""The container of reference tables: a magic word of 8 bytes, the number of sections, their places, the sections, and a
CRC-32 (IEEE 802.3) of all that.

All numbers are little-endian; sections begin at multiples of 8. Section 0 holds lines `key<TAB>value` in UTF-8: at
least `version`, `source` and `notice`. The Swift side is Sources/Identifiers/Tables/ReferenceTable.swift.
"""
import struct
import zlib


class Strings:
    """Every different text once; number 0 is the empty text."""

    def __init__(self):
        self.numbers = {"": 0}

    def number(self, text):
        return self.numbers.setdefault(text or "", len(self.numbers))

    def sections(self):
        data, offsets = b"", [0]
        parts = [text.encode() for text in self.numbers]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        data = b"".join(parts)
        return struct.pack(f"<{len(offsets)}I", *offsets), data


def write(path, magic, facts, sections):
    facts_text = "".join(f"{key}\t{value}\n" for key, value in facts.items()).encode()
    sections = [facts_text] + sections
    place = (12 + 8 * len(sections) + 7) // 8 * 8
    head, body = magic + struct.pack("<I", len(sections)), b""
    start = place
    for section in sections:
        head += struct.pack("<II", place, len(section))
        padded = section + b"\0" * (-len(section) % 8)
        body += padded
        place += len(padded)
    content = head + b"\0" * (start - len(head)) + body
    with open(path, "wb") as file:
        file.write(content + struct.pack("<I", zlib.crc32(content)))
