/// Writes lengths: at most three digits after the point, without zeros at the end.
enum Decimals {
    static func text(_ value: Double) -> String {
        let thousandths: Int = Int(exactly: (value * 1_000).rounded()) ?? 0
        guard thousandths % 1_000 != 0 else { return String(thousandths / 1_000) }
        var digits = String(abs(thousandths) % 1_000 + 1_000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return (thousandths < 0 ? "-" : "") + "\(abs(thousandths) / 1_000).\(digits)"
    }
}
