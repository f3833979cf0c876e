import Identifiers
import Registry

// A scan as a line of the journal: fields with tabs between, `.` where there is nothing, and the end of the line last, which tells
// that all of it was written. A serial number holds no control characters.

extension UnitScan {
    private static let fields = 11

    package var line: [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(200)
        func end(_ separator: Unicode.Scalar = "\t") { line.append(UInt8(ascii: separator)) }
        func add(_ text: String) {
            line.append(contentsOf: text.utf8)
            end()
        }
        for number in [id, unit.model.value] { add(String(number)) }
        add(unit.serial.text)
        for number in [manufacturer.value, at] { add(String(number)) }
        add(region ?? ".")
        add(channel.rawValue)
        Self.add(asker, to: &line)
        end()
        if let askerBefore { Self.add(askerBefore, to: &line) } else { line.append(UInt8(ascii: ".")) }
        end()
        add(isTrusted ? "1" : "0")
        line.append(contentsOf: code.rawValue.utf8)
        end("\n")
        return line
    }

    /// Nil for what is no whole line.
    package init?(line: some StringProtocol) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
        guard fields.count == Self.fields, let id = Int64(fields[0]), let model = Int64(fields[1]),
            let serial = try? SerialNumber(parsing: fields[2]), let maker = Int64(fields[3]), let at = Int64(fields[4]),
            let channel = Channel(rawValue: fields[6]), let asker = Self.bytes(fields[7]),
            let code = CodeCheck(rawValue: fields[10])
        else { return nil }
        self.init(
            id: id, UnitKey(ID(model), serial), of: ID(maker), at: at, region: Self.region(fields[5]), channel,
            asker: asker, askerBefore: Self.bytes(fields[8]), isTrusted: fields[9] == "1", code: code)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func add(_ bytes: [UInt8], to line: inout [UInt8]) {
        for byte in bytes {
            line.append(digits[Int(byte >> 4)])
            line.append(digits[Int(byte & 15)])
        }
    }

    private static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 32 else { return nil }
        let bytes = stride(from: 0, to: 32, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)
        }
        return bytes.count == 16 ? bytes : nil
    }
}
