#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What an output stream leads to: a person's terminal, or a file or pipe.
struct Terminal: Sendable {
    /// Whether somebody looks at it.
    let isInteractive: Bool
    /// Columns, at least 40, where lines are to fit; nil where nobody looks: then nothing is cut.
    let width: Int?
    /// Whether words may be coloured.
    let hasColour: Bool

    static let output = Terminal(STDOUT_FILENO)
    static let errors = Terminal(STDERR_FILENO)

    /// NO_COLOR is the convention of https://no-color.org: set to anything but the empty text, it asks for no colour.
    init(_ descriptor: Int32, environment: (String) -> String? = Self.variable) {
        isInteractive = isatty(descriptor) == 1
        let columns = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        if isInteractive {
            width = max(40, columns ?? Self.columns(of: descriptor) ?? 80)
        } else {
            width = columns.map { max(40, $0) }
        }
        let refused = !(environment("NO_COLOR") ?? "").isEmpty || environment("TERM") == "dumb"
        hasColour = isInteractive && !refused
    }

    private static func columns(of descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// `text` in a style, or as it is where the terminal shows none.
    func styled(_ text: String, _ style: Style?) -> String {
        guard hasColour, let style, !text.isEmpty else { return text }
        return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
    }
}

/// How a word stands out; the numbers are ECMA-48's (SGR, section 8.3.117).
enum Style: Int, Sendable {
    case strong = 1
    case faint = 2
    case bad = 31
    case good = 32
    case warning = 33
}
