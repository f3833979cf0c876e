/// A field of a form with its label, what may help, and what is wrong with it.
package struct FormField: Component {
    package enum Kind: String, Sendable {
        case text
        /// A whole number, typed with a phone's digits.
        case number
        case date
        /// A text that is not prose: a pattern, a code.
        case code
        /// What somebody signs in with.
        case accountName
        case password
        case newPassword
        /// A code that is good once.
        case oneTimeCode
        /// One of several.
        case choice
        /// A file to be sent.
        case file
        /// A list, one entry a line.
        case lines
        /// A text of several lines.
        case prose
        /// Yes or no: a box that sends `true` where it is ticked.
        case flag

        var inputType: String {
            switch self {
            case .date: "date"
            case .password, .newPassword: "password"
            case .file: "file"
            case .flag: "checkbox"
            case .text, .number, .code, .accountName, .oneTimeCode, .choice, .lines, .prose: "text"
            }
        }

        /// What a password manager may fill in (WHATWG HTML, section 4.10.18.7).
        var autocomplete: String {
            switch self {
            case .accountName: "username"
            case .password: "current-password"
            case .newPassword: "new-password"
            case .oneTimeCode: "one-time-code"
            case .text, .number, .date, .code, .choice, .file, .lines, .prose, .flag: "off"
            }
        }
    }

    /// One of several.
    package struct Option: Component {
        package var value: String
        package var label: String
        var isChosen = false

        package init(_ value: String, _ label: String) {
            self.value = value
            self.label = label
        }

        package var mustache: [String: any Sendable] { ["value": value, "label": label, "isChosen": isChosen] }
    }

    /// What is wrong with a field, and where.
    package struct Problem: Component {
        package var sentence: String
        /// See ``ErrorText``.
        package var particulars: String?
        /// The text of the field in three parts, the one in the middle at fault.
        package var mark: Mark?

        /// - Parameter position: in characters from 0; nil where no place is at fault.
        package init(_ sentence: String, in text: String = "", at position: Int? = nil) {
            self.sentence = sentence
            self.mark = position.map { Mark(text, at: $0) }
        }

        package init(_ error: ErrorText, in text: String = "", at position: Int? = nil) {
            self.init(error.sentence, in: text, at: position)
            particulars = error.particulars
        }

        package var mustache: [String: any Sendable] {
            ["sentence": sentence, "particulars": shown(particulars), "mark": shown(mark)]
        }
    }

    package struct Mark: Component {
        package var before: String
        package var wrong: String
        package var after: String

        /// - Parameter position: in Unicode scalars from 0; past the end it marks that something is missing there.
        init(_ text: String, at position: Int) {
            let scalars = text.unicodeScalars
            let place = scalars.index(scalars.startIndex, offsetBy: max(0, position), limitedBy: scalars.endIndex)
            let start = place ?? scalars.endIndex
            let end = start < scalars.endIndex ? scalars.index(after: start) : start
            before = String(scalars[..<start])
            wrong = start == end ? "␣" : String(scalars[start..<end])
            after = String(scalars[end...])
        }

        package var mustache: [String: any Sendable] { ["before": before, "wrong": wrong, "after": after] }
    }

    package var name: String
    /// By which the page knows it; its name, unless another form of the page has a field of that name.
    package var id: String
    package var label: String
    package var kind: Kind
    package var value: String
    package var hint: String?
    package var problem: Problem?
    /// Whether it is needed now. Otherwise it waits, hidden and not sent.
    package var isShown: Bool
    /// Whether one types here first once the page is there.
    package var isFocused = false
    /// Those of which one is chosen.
    package var options: [Option]

    package init(
        _ name: String, _ label: String, _ kind: Kind = .text, value: String = "", hint: String? = nil,
        problem: Problem? = nil, isShown: Bool = true, options: [Option] = [], id: String? = nil
    ) {
        self.options = options.map { option in
            var option = option
            option.isChosen = option.value == value
            return option
        }
        self.name = name
        self.id = id ?? name
        self.label = label
        self.kind = kind
        self.value = value
        self.hint = hint
        self.problem = problem
        self.isShown = isShown
    }

    package var mustache: [String: any Sendable] {
        [
            "name": name, "id": id, "label": label, "type": kind.inputType, "autocomplete": kind.autocomplete,
            "isNumeric": kind == .number || kind == .oneTimeCode,
            "options": options.isEmpty
                ? false as any Sendable
                : ["name": name, "id": id, "isWrong": problem != nil, "items": shown(options)]
                    as [String: any Sendable],
            "isCode": kind == .code, "isLines": kind == .lines || kind == .prose, "isFlag": kind == .flag,
            "isInput": options.isEmpty && kind != .lines && kind != .prose && kind != .flag,
            "isTicked": value == "true",
            "rows": String(min(16, max(4, value.split(whereSeparator: \.isNewline).count + 1))), "value": value,
            "hint": shown(hint), "problem": shown(problem),
            "isShown": isShown, "isFocused": isFocused,
        ]
    }
}
