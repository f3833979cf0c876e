/// Converts decimals between units for people.
package enum Measurement {
    /// Converted values show at least so many significant digits: 60 cm are 23.6 in, not 20.
    private static let fewestDigits = 3

    /// A decimal of one unit in another of the same quantity, rounded to as many significant digits as it was given with,
    /// three at least. Temperatures, whose zero is elsewhere, keep their decimal places instead.
    package static func convert(_ text: String, from unit: UnitOfMeasure, to other: UnitOfMeasure) -> String {
        guard unit != other, let value = Double(text), value.isFinite else { return text }
        let result = unit.convert(value, to: other)
        guard result.isFinite, result.magnitude < 1e30 else { return text }
        let given = text.utf8.filter { (0x30...0x39).contains($0) }
        if unit.quantity == .temperature {
            let places = text.utf8.firstIndex(of: 0x2E).map { text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1 }
            return rounded(result, places: min(places ?? 0, 6))
        }
        let digits = min(max(given.drop { $0 == 0x30 }.count, fewestDigits), 15)
        return rounded(result, significantDigits: digits)
    }

    /// A decimal with so many significant digits and no zeros that say nothing behind the point.
    static func rounded(_ value: Double, significantDigits digits: Int) -> String {
        guard value != 0 else { return "0" }
        // How many digits stand before the point; zero and less for 0.5, 0.05 and so on.
        var whole = 0
        var magnitude = value.magnitude
        while magnitude >= 1, whole < 31 {
            magnitude /= 10
            whole += 1
        }
        while magnitude < 0.1, whole > -31 {
            magnitude *= 10
            whole -= 1
        }
        return rounded(value, places: digits - whole)
    }

    /// - Parameter places: behind the point; below zero it rounds to tens, hundreds and so on.
    private static func rounded(_ value: Double, places: Int) -> String {
        var scale = 1.0
        for _ in 0..<min(places.magnitude, 30) { scale *= 10 }
        let scaled = (places < 0 ? value.magnitude / scale : value.magnitude * scale).rounded()
        guard scaled < 9e15 else { return "\(value)" }
        var digits = String(Int64(scaled))
        guard scaled > 0 else { return "0" }
        let sign = value < 0 ? "-" : ""
        guard places > 0 else { return sign + digits + String(repeating: "0", count: -places) }
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        var fraction = digits.suffix(places)
        while fraction.last == "0" { fraction.removeLast() }
        let whole = digits.dropLast(places)
        return sign + whole + (fraction.isEmpty ? "" : ".\(fraction)")
    }
}
