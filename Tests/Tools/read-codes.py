"""Reads the bar codes of many pictures in one process: PNG, PDF (its first page) and ZPL, by readers that are not ours.

Standard input: a line for each picture, its path and the dots an inch at which a PDF is drawn, divided by a tab.
Standard output: a line for each picture; for each of its codes the symbology identifier and the bytes in hexadecimal,
divided by a colon, and blanks between the codes.
"""

import sys

import pypdfium2
import zebrafy
import zxingcpp
from PIL import Image

Image.MAX_IMAGE_PIXELS = None


def picture(path, dpi):
    if path.endswith(".zpl"):
        with open(path, encoding="ascii") as file:
            return zebrafy.ZebrafyZPL(file.read()).to_images()[0].convert("L")
    if path.endswith(".pdf"):
        document = pypdfium2.PdfDocument(path)
        return document[0].render(scale=dpi / 72).to_pil().convert("L")
    return Image.open(path).convert("L")


for line in sys.stdin:
    path, dpi = line.rstrip("\n").split("\t")
    image = picture(path, float(dpi))
    # A quiet zone that ends at the label's edge goes on as the ground that it lies on.
    page = Image.new("L", (image.width + 80, image.height + 80), 255)
    page.paste(image, (40, 40))
    codes = zxingcpp.read_barcodes(page, try_rotate=False, try_invert=False)
    print(" ".join(code.symbology_identifier + ":" + code.bytes.hex() for code in codes), flush=False)
