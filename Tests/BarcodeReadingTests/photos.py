"""Writes photos of codes as phones take them badly, for the tests, with zxing-cpp and pillow: turned, skewed, out of focus,
dark, noisy, and compressed. Each is described by a line on standard output: file, symbology, content.

usage: photos.py FOLDER SEED COUNT, or photos.py FOLDER plain
"""

import math
import random
import sys

import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter

SYMBOLOGIES = {
    "QRCode": "M/N FJ-320 S/N {serial}",
    "DataMatrix": "{serial}",
    "Aztec": "S/N {serial}",
    "PDF417": "M/N FJ-320 S/N {serial}",
    "Code128": "{serial}",
    "Code39": "{serial}",
    "Code93": "{serial}",
    "EAN13": "{gtin13}",
    "EAN8": "{gtin8}",
    "UPCA": "{gtin12}",
    "UPCE": "{upce}",
    "ITF": "{gtin14}",
    "Codabar": "A{digits}A",
    "DataBar": "{gtin14}",
    "DataBarExp": "(01){gtin14}(21)AB{short}",
    "MicroQRCode": "{short}",
}


def with_check(digits):
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return digits + str(-total % 10)


def numbers(dice):
    def digits(count):
        return "".join(dice.choice("0123456789") for _ in range(count))

    body = digits(5)
    last = dice.choice("56789")
    body = body[:4] + dice.choice("123456789")
    upce = "0" + body + last
    return {
        "serial": "TR" + digits(10) + dice.choice("ABCDEFGHJKLMNPQRSTUVWXY"),
        "gtin13": with_check("952" + digits(9)),
        "gtin8": with_check("9" + digits(6)),
        "gtin12": with_check("0" + digits(10)),
        "gtin14": with_check("0952" + digits(9)),
        "upce": upce + with_check("0" + body + "0000" + last)[-1],
        "digits": digits(8),
        "short": digits(6),
    }


def code(symbology, content, scale):
    made = zxingcpp.create_barcode(content, getattr(zxingcpp.BarcodeFormat, symbology))
    return Image.fromarray(made.to_image(scale=scale, add_quiet_zones=True)).convert("L")


def photo(dice, picture):
    """The picture of a code on a plate, photographed."""
    paper = dice.randint(190, 250)
    plate = Image.new("L", (picture.width + 160, picture.height + 160), paper)
    plate.paste(picture.point(lambda grey: 25 + grey * (paper - 25) // 255), (80, 80))
    # A look from the side: the corners wander by up to an eighth.
    def wander(length):
        return dice.uniform(0, length / 8)

    w, h = plate.size
    corners = [
        (-wander(w), -wander(h)), (-wander(w), h + wander(h)), (w + wander(w), h + wander(h)), (w + wander(w), -wander(h)),
    ]
    quad = [value for corner in corners for value in corner]
    plate = plate.transform((w, h), Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor=paper)
    plate = plate.rotate(dice.uniform(-180, 180), Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    plate = plate.filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 1.6)))
    plate = ImageEnhance.Brightness(plate).enhance(dice.uniform(0.35, 1.05))
    # Light from one side.
    shade = Image.linear_gradient("L").resize(plate.size).rotate(dice.choice([0, 90, 180, 270]))
    shade = shade.resize(plate.size).point(lambda grey: 255 - grey // 3)
    dark = Image.new("L", plate.size, 0)
    plate = Image.composite(plate, dark, shade)
    noise = Image.frombytes("L", plate.size, dice.randbytes(plate.width * plate.height))
    return Image.blend(plate, noise, dice.uniform(0, 0.12))


def main():
    folder = sys.argv[1]
    if sys.argv[2] == "plain":
        dice = random.Random(1)
        for symbology, pattern in SYMBOLOGIES.items():
            content = pattern.format(**numbers(dice))
            code(symbology, content, 4).save(f"{folder}/{symbology}.png")
            print(f"{symbology}.png", symbology, content, sep="\t")
        return
    dice = random.Random(int(sys.argv[2]))
    names = list(SYMBOLOGIES)
    for place in range(int(sys.argv[3])):
        symbology = names[place % len(names)]
        content = SYMBOLOGIES[symbology].format(**numbers(dice))
        kind = ["jpg", "jpg", "png", "webp"][place % 4]
        file = f"{place:04}.{kind}"
        picture = photo(dice, code(symbology, content, dice.choice([3, 4, 5, 6])))
        picture.convert("RGB").save(f"{folder}/{file}", quality=dice.randint(40, 90))
        print(file, symbology, content, sep="\t")


main()
