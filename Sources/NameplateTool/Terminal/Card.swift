/// What is said of one thing: a title, and names with their values, broken to fit a terminal.
struct Card {
    private enum Part {
        case title(String)
        case heading(String)
        case field(String, String, Style?)
        case text(String, Style?)
        case gap
    }
    private var parts: [Part] = []

    /// The name of the thing.
    mutating func title(_ text: String) { parts.append(.title(text)) }

    /// The name of what follows, after an empty line.
    mutating func heading(_ text: String) {
        parts.append(.gap)
        parts.append(.heading(text))
    }

    /// A name and its value; nothing where there is no value.
    mutating func field(_ name: String, _ value: String?, _ style: Style? = nil) {
        guard let value, !value.isEmpty else { return }
        parts.append(.field(name, value, style))
    }

    /// A sentence; nothing where there is none.
    mutating func text(_ text: String?, _ style: Style? = nil) {
        guard let text, !text.isEmpty else { return }
        parts.append(.text(text, style))
    }

    mutating func gap() { parts.append(.gap) }

    func lines(for terminal: Terminal) -> [String] {
        let names = parts.map { if case .field(let name, _, _) = $0 { name.displayWidth } else { 0 } }
        let indent = min(24, names.max() ?? 0) + 4
        var lines: [String] = []
        for part in parts {
            switch part {
            case .title(let text), .heading(let text):
                lines.append(terminal.styled(text.harmless(), .strong))
            case .text(let text, let style):
                lines += Self.wrap(text, 0, terminal).map { terminal.styled($0, style) }
            case .field(let name, let value, let style):
                let values = Self.wrap(value, indent, terminal)
                let label = terminal.styled("  " + name.harmless().padded(to: indent - 4) + "  ", .faint)
                lines.append(label + terminal.styled(values.first ?? "", style))
                let space = String(repeating: " ", count: indent)
                lines += values.dropFirst().map { space + terminal.styled($0, style) }
            case .gap:
                lines.append("")
            }
        }
        return lines
    }

    private static func wrap(_ text: String, _ indent: Int, _ terminal: Terminal) -> [String] {
        let text = text.harmless(keepingLines: true)
        guard let width = terminal.width else { return text.split(separator: "\n").map(String.init) }
        return text.wrapped(to: max(20, width - indent))
    }
}
