#!/usr/bin/env python3
"""Turns a table of Backblaze's drives into the files that Nameplate's demo imports.

    convert.py drives.csv[.gz] [FOLDER]

reads one row per drive and writes manufacturers.csv, models.csv and events.csv.gz into FOLDER (default: beside this
script). The same input gives the same bytes. The columns read:

    serial_number, model    as the drive reports them
    manufacturer            HGST, ST, WDC, TOSHIBA or SAMSUNG
    size_tb                 capacity, rounded to a tenth of a terabyte
    first_date, last_date   first and last daily report
    first_hours, last_hours power-on hours (SMART 9) in those reports
    failed                  1 where the last report says that the drive failed
    smart_5, _12, _187, _188, _197, _198   raw values in the last report, empty where not reported
"""

import collections
import csv
import gzip
import io
import pathlib
import re
import sys

# By the source's name: slug, name, note.
MANUFACTURERS = {
    "HGST": ("hgst", "HGST", "Its drives are marked Hitachi or HGST."),
    "ST": ("seagate", "Seagate", ""),
    "WDC": ("western-digital", "Western Digital", "Its drives are marked WDC."),
    "TOSHIBA": ("toshiba", "Toshiba", ""),
    "SAMSUNG": ("samsung", "Samsung", ""),
}
VENDOR_WORDS = ("WDC", "HGST", "Hitachi", "TOSHIBA", "SAMSUNG")
SMART = ("smart_5", "smart_12", "smart_187", "smart_188", "smart_197", "smart_198")
DATA_CENTER = "backblaze-data-center"

MANUFACTURER_HEADER = ("slug", "name", "note")
MODEL_HEADER = (
    "manufacturer", "number", "name", "brand", "category", "fleet_published", "spec:Capacity [E35]",
    "spec:Form factor", "spec:Interface", "spec:Spindle speed [RPM]")
EVENT_HEADER = (
    "manufacturer", "model", "serial", "event_time", "business_step", "disposition", "location", "fault_code",
    "note", "readings")


def main(arguments):
    if not 2 <= len(arguments) <= 3:
        sys.exit("usage: convert.py drives.csv[.gz] [FOLDER]")
    folder = pathlib.Path(arguments[2] if len(arguments) > 2 else __file__).resolve()
    if folder.is_file():
        folder = folder.parent
    drives = read(arguments[1])
    # One model number may be printed under two words of one manufacturer: the word on most drives is the brand.
    words = collections.defaultdict(collections.Counter)
    for drive in drives:
        words[key(drive)][vendor_word(drive)] += 1
    brands = {model: counter.most_common(1)[0][0] for model, counter in words.items()}
    write(folder / "manufacturers.csv", MANUFACTURER_HEADER, manufacturers(drives))
    write(folder / "models.csv", MODEL_HEADER, models(drives, brands))
    write(folder / "events.csv.gz", EVENT_HEADER, events(drives, brands))


def read(path):
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(drive):
    """Manufacturer's slug and model number, without the vendor's word that stands before some."""
    number = drive["model"].removeprefix(vendor_word(drive)).strip()
    return MANUFACTURERS[drive["manufacturer"]][0], number


def vendor_word(drive):
    word = drive["model"].split(" ")[0]
    return word if word in VENDOR_WORDS else ""


def manufacturers(drives):
    return sorted({MANUFACTURERS[drive["manufacturer"]] for drive in drives})


def models(drives, brands):
    sizes = {key(drive): float(drive["size_tb"]) for drive in drives}
    for (maker, number), size in sorted(sizes.items()):
        capacity = capacity_tb(number, size)
        name = f"{capacity:g} TB hard disk drive" if capacity >= 1 else f"{capacity * 1000:g} GB hard disk drive"
        yield (
            maker, number, name, brands[maker, number], "Hard disk drive", "yes", f"{capacity:g}",
            *specifications(maker, number))


def capacity_tb(number, size):
    """The size in terabytes: rounding hides it below 1 TB, but there the model number begins with it in gigabytes."""
    printed = re.match(r"(?:ST[39](?=\d{6}AS)|ST(?=\d{3}L)|WD(?=\d{4}[A-Z]))(\d{3})", number)
    if size >= 1 or not printed:
        return size
    capacity = int(printed[1]) / 1000
    if abs(capacity - size) > 0.0501:
        sys.exit(f"{number}: {capacity} TB by its number, {size} TB by the data")
    return capacity


def specifications(maker, number):
    """Form factor, interface and spindle speed, each as far as the manufacturer's numbering scheme tells it."""
    if maker == "hgst":
        # H, two letters of family, 72 (7,200 turns a minute) or 5C (CoolSpin: not told), two capacities, generation,
        # L (26.1 mm high: 3.5 inches), A3 (SATA 3 Gb/s) or A6 or E6 (SATA 6 Gb/s).
        scheme = re.fullmatch(r"H..(\w\w)\d{4}.L(A3|A6|E6)\d\d", number)
        if scheme:
            interface = "SATA 3 Gb/s" if scheme[2] == "A3" else "SATA 6 Gb/s"
            return "3.5 in", interface, "7200" if scheme[1] == "72" else ""
    if maker == "seagate":
        # To 2010: ST, 3 (3.5 inches) or 9 (2.5 inches), capacity, AS (SATA). Since: ST, capacity, segment.
        old = re.fullmatch(r"ST([39])\d+AS", number)
        if old:
            return "3.5 in" if old[1] == "3" else "2.5 in", "SATA", ""
        new = re.match(r"ST\d+(DL|DM|DX|LM|LT|VN)\d{3}", number)
        if new:
            return "2.5 in" if new[1] in ("LM", "LT") else "3.5 in", "", ""
    if maker == "western-digital":
        # WD, capacity, form factor (A, E, F: 3.5 inches; B, L: 2.5 inches), market, speed and cache, interface.
        scheme = re.fullmatch(r"WD\d+([AEFBL])..([BSTX])", number)
        if scheme:
            interface = {"B": "PATA 100", "S": "SATA 3 Gb/s", "T": "SATA 3 Gb/s", "X": "SATA 6 Gb/s"}[scheme[2]]
            return "2.5 in" if scheme[1] in "BL" else "3.5 in", interface, ""
    return "", "", ""


def events(drives, brands):
    """Two events a drive, in the order of their times: the first and the last daily report."""
    rows = []
    for drive in drives:
        maker, number = key(drive)
        word = vendor_word(drive)
        note = f"Reported as {drive['model']}" if word != brands[maker, number] else ""
        identity = (maker, number, drive["serial_number"])
        rows.append((
            *identity, midnight(drive["first_date"]), "installing", "active", DATA_CENTER, "", note,
            f"power_on_hours={drive['first_hours']} HUR"))
        last = ("inspecting", "non_conformant") if drive["failed"] == "1" else ("sensor_reporting", "active")
        fault = "drive-failure" if drive["failed"] == "1" else ""
        readings = [f"power_on_hours={drive['last_hours']} HUR"]
        readings += [f"{name}={drive[name]}" for name in SMART if drive[name]]
        rows.append((*identity, midnight(drive["last_date"]), *last, DATA_CENTER, fault, "", ";".join(readings)))
    # A stable sort: where both reports are of one day, the first stays before the last.
    rows.sort(key=lambda row: (row[3], row[:3]))
    return rows


def midnight(date):
    return f"{date}T00:00:00Z"


def write(path, header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    content = text.getvalue().encode()
    # No time and no name in the header, so that the same rows give the same bytes.
    path.write_bytes(gzip.compress(content, 9, mtime=0) if path.suffix == ".gz" else content)


if __name__ == "__main__":
    main(sys.argv)
