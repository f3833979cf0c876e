"""NHTSA's vPIC as the Python package ultravin carries it: tables of fixed rows, archived by rkyv within its library.

Row layouts are those of crates/ultravin-core/src/tables.rs of ultravin 3.0.2 (format 1): little-endian, each row aligned to
its widest column. Texts lie in one arena and are named by number.
"""
import array
import mmap
import struct

MAGIC = b"ULTRAVIN\x01\x00"
HEADER = 64
TABLES = ("arena offsets wmi wmi_schema schema pattern element make_model wmi_make engine_model engine_model_pattern "
          "default exception conversion lookup cover spec_schema spec_schema_pattern spec_pattern spec_model "
          "spec_year").split()
NONE = -2**31
# The places of vPIC's tables of words among the lookups.
WORDS = {"body": 3, "fuel": 7, "make": 9, "manufacturer": 10, "model": 11, "type": 14, "configuration": 19,
         "electrification": 41, "turbo": 43}


class VPIC:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        start = self.data.find(MAGIC)
        assert start >= 0 and start % 16 == 0, "no archive of ultravin's format 1"
        self.places = self.find_root(start + HEADER)
        arena, size = self.places["arena"]
        self.arena = self.data[arena:arena + size]
        self.offsets = array.array("I", self.bytes("offsets", 4))
        self.words = {(tag, number): self.text(name) for tag, number, name in self.rows("lookup", "<HxxiI")}

    def find_root(self, body):
        """The root stands last: for each table its distance and its count; the arena is where the archive begins."""
        size = 8 * len(TABLES)
        for place in range((len(self.data) - size) // 4 * 4, body, -4):
            if struct.unpack_from("<i", self.data, place)[0] + place != body:
                continue
            places = {}
            for index, name in enumerate(TABLES):
                at = place + 8 * index
                distance, count = struct.unpack_from("<iI", self.data, at)
                places[name] = (at + distance, count)
            if all(body <= start <= place for start, _ in places.values()):
                return places
        raise SystemExit("the archive has no root")

    def bytes(self, name, size):
        start, count = self.places[name]
        return self.data[start:start + count * size]

    def rows(self, name, layout):
        return struct.iter_unpack(layout, self.bytes(name, struct.calcsize(layout)))

    def text(self, number):
        return self.arena[self.offsets[number]:self.offsets[number + 1]].decode()

    def word(self, table, number):
        return self.words.get((WORDS[table], int(number)), "") if str(number).lstrip("-").isdigit() else ""

    def makers(self):
        """(id, code, manufacturer, make, type, truck type)"""
        for number, code, manufacturer, make, kind, truck, _, _ in self.rows("wmi", "<iIiiiiqq"):
            yield number, self.text(code), manufacturer, make, kind, truck

    def plans(self):
        """(maker, schema, first year, last year)"""
        for _, maker, schema, first, last in self.rows("wmi_schema", "<5i"):
            yield maker, schema, first, 9999 if last == NONE else last

    def patterns(self):
        """(schema, characters, element, value)"""
        for _, schema, keys, _, element, value, _, _, _ in self.rows("pattern", "<iiIIiIqBB6x"):
            yield schema, self.text(keys), element, self.text(value)

    def engine_models(self):
        """What a model of engine tells: name to [(element, value)]."""
        names = {number: self.text(name) for number, name in self.rows("engine_model", "<iI")}
        told = {}
        for _, model, element, value, _ in self.rows("engine_model_pattern", "<iiiIq"):
            told.setdefault(names.get(model, ""), []).append((element, self.text(value)))
        return told
