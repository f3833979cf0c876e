/// Writes labels for printers that speak ZPL II, as pictures of their dots: any font, script and code prints exactly.
enum ZPL {
    /// A label of `^XA … ^XZ`: width, height, the picture (`^GFA`, compressed as ZPL does it) and how many are printed.
    ///
    /// - Parameter bleed: What the layout asks for. Printers of labels print up to the edge of the label and never beyond: a
    ///   remark (`^FX`) says that it is left out.
    static func label(_ raster: LabelRaster, copies: Int, bleed: Double) -> [UInt8] {
        let rowBytes: Int = (raster.width + 7) / 8
        let total: Int = rowBytes * raster.height
        let remark: String =
            bleed > 0 ? "^FXThe bleed of \(Decimals.text(bleed)) mm is left out: label printers have none.^FS" : ""
        var zpl: [UInt8] = Array(
            "^XA\(remark)^PW\(raster.width)^LL\(raster.height)^LH0,0^FO0,0^GFA,\(total),\(total),\(rowBytes),".utf8)
        var last: [UInt8] = []
        raster.rows { row in
            if last.elementsEqual(row) {
                zpl.append(UInt8(ascii: ":"))
            } else {
                compress(row, into: &zpl)
                last = Array(row)
            }
        }
        zpl += Array("^FS^PQ\(copies)^XZ\n".utf8)
        return zpl
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Hexadecimal digits, each after a letter for how often it comes (`G` 1 to `Y` 19, `g` 20 to `z` 400); a comma for
    /// zeros to the end of the row, an exclamation mark for ones (ZPL II Programming Guide, "Alternative Data Compression
    /// Scheme").
    private static func compress(_ row: UnsafeBufferPointer<UInt8>, into zpl: inout [UInt8]) {
        let count: Int = row.count * 2
        func digit(_ index: Int) -> Int { Int(index % 2 == 0 ? row[index / 2] >> 4 : row[index / 2] & 15) }
        var index = 0
        while index < count {
            let value: Int = digit(index)
            var end: Int = index + 1
            while end < count, digit(end) == value { end += 1 }
            if end == count, value == 0 || value == 15 {
                zpl.append(value == 0 ? UInt8(ascii: ",") : UInt8(ascii: "!"))
                return
            }
            repeated(digits[value], end - index, into: &zpl)
            index = end
        }
    }

    private static func repeated(_ digit: UInt8, _ times: Int, into zpl: inout [UInt8]) {
        var left: Int = times
        while left > 0 {
            let now: Int = min(left, 419)
            if now >= 20 { zpl.append(UInt8(ascii: "g") + UInt8(now / 20 - 1)) }
            if now % 20 > 0, now > 1 { zpl.append(UInt8(ascii: "G") + UInt8(now % 20 - 1)) }
            zpl.append(digit)
            left -= now
        }
    }
}
