/// Numbers as people read them: three digits, and a unit that suits.
enum Figures {
    /// Three significant digits, without an exponent.
    static func three(_ value: Double) -> String {
        guard value.isFinite else { return "—" }
        var digits = 0
        var magnitude = abs(value)
        while magnitude < 100, digits < 2, magnitude > 0 {
            magnitude *= 10
            digits += 1
        }
        return decimal(value, digits: digits)
    }

    static func spread(_ spread: Spread) -> String {
        "\(three(spread.median)) (\(three(spread.lowest))–\(three(spread.highest)))"
    }

    /// A time in seconds.
    static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<1e-6: "\(three(seconds * 1e9)) ns"
        case ..<1e-3: "\(three(seconds * 1e6)) µs"
        case ..<1: "\(three(seconds * 1e3)) ms"
        default: "\(three(seconds)) s"
        }
    }

    static func rate(_ perSecond: Double) -> String { "\(count(perSecond))/s" }

    static func count(_ value: Double) -> String {
        switch value {
        case ..<1e3: three(value)
        case ..<1e6: "\(three(value / 1e3)) thousand"
        case ..<1e9: "\(three(value / 1e6)) million"
        default: "\(three(value / 1e9)) billion"
        }
    }

    static func bytes(_ count: Double) -> String {
        switch count {
        case ..<1024: "\(three(count)) B"
        case ..<1_048_576: "\(three(count / 1024)) KiB"
        default: "\(three(count / 1_048_576)) MiB"
        }
    }

    private static func decimal(_ value: Double, digits: Int) -> String {
        let scale: Int = [1, 10, 100][digits]
        let scaled = Int((value * Double(scale)).rounded())
        guard digits > 0 else { return String(scaled) }
        let fraction = String(abs(scaled) % scale)
        let padding = String(repeating: "0", count: digits - fraction.count)
        return "\(scaled < 0 ? "-" : "")\(abs(scaled) / scale).\(padding)\(fraction)"
    }
}
