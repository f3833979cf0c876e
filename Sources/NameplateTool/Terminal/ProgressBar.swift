import Server
import Synchronization

/// One line on standard error that says how far a long piece of work has come; nothing where nobody looks.
final class ProgressBar: Sendable {
    private let output: Output
    private let label: String
    private let start = ContinuousClock.now
    /// When the line was drawn last; nil while there is none.
    private let drawn = Mutex<ContinuousClock.Instant?>(nil)

    init(_ label: String, output: Output = .errors) {
        self.label = label
        self.output = output
    }

    /// Draws the bar, at most ten times a second.
    /// - Parameters:
    ///   - fraction: How much is done, 0 to 1, where that is known.
    ///   - rows: The rows or events done so far.
    func show(_ phase: String? = nil, fraction: Double?, rows: Int64) {
        guard output.terminal.isInteractive, let width = output.terminal.width else { return }
        let now = ContinuousClock.now
        let isSoon = drawn.withLock { drawn in
            if let last = drawn, now - last < .milliseconds(100) { return true }
            drawn = now
            return false
        }
        guard !isSoon else { return }
        let seconds = (now - start) / .seconds(1)
        let line = Self.line(
            label: phase.map { "\(label), \($0)" } ?? label, fraction: fraction, rows: rows, seconds: seconds,
            width: width - 1)
        // A terminal that has gone is no reason to stop the work.
        try? output.write("\r\u{1B}[K\(line)".utf8)
    }

    /// Removes the line.
    func clear() {
        let wasDrawn = drawn.withLock { drawn in
            defer { drawn = nil }
            return drawn != nil
        }
        guard wasDrawn else { return }
        try? output.write("\r\u{1B}[K".utf8)
    }

    static func line(label: String, fraction: Double?, rows: Int64, seconds: Double, width: Int) -> String {
        var facts: [String] = []
        let fraction = fraction.map { min(1, max(0, $0)) }
        if let fraction { facts.append("\(Int(fraction * 100)) %") }
        if rows > 0 { facts.append("\(Numbers.grouped(rows)) rows") }
        if rows > 0, seconds > 0.5 { facts.append("\(Numbers.grouped(Int64(Double(rows) / seconds)))/s") }
        if let fraction, fraction > 0.01, seconds > 1 {
            facts.append("\(Figures.duration(seconds / fraction - seconds)) left")
        }
        let words = facts.joined(separator: "  ")
        let room = width - label.displayWidth - words.displayWidth - 4
        guard let fraction, room >= 10 else { return "\(label)  \(words)".fitted(to: width) }
        let full = Int(Double(min(30, room)) * fraction)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: min(30, room) - full)
        return "\(label)  \(bar)  \(words)"
    }
}
