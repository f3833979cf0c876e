/// Reads the text of a mapping, line by line.
struct MappingParser {
    private var mapping = ImportMapping(summary: "")
    private var table: ImportTable?
    private var line = 0

    /// A mapping has no more lines and bytes.
    static let mostLines = 2_000
    static let mostBytes = 256 * 1024

    /// - Throws: `mapping.invalid`, its sentence naming the line.
    static func mapping(_ text: String) throws(RegistryError) -> ImportMapping {
        guard text.utf8.count <= mostBytes else {
            throw RegistryError(.mappingInvalid, "A mapping has at most \(mostBytes / 1024) KiB.", field: "mapping")
        }
        var parser = MappingParser()
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            parser.line += 1
            guard parser.line <= mostLines else { throw parser.fault("a mapping has at most \(mostLines) lines") }
            try parser.read(trimmedText(line))
        }
        guard !parser.mapping.tables.isEmpty else {
            throw parser.fault("no table is named; begin its lines with one such as [models]")
        }
        return parser.mapping
    }

    private mutating func read(_ text: String) throws(RegistryError) {
        if text.isEmpty { return }
        if text.hasPrefix("#") {
            if mapping.summary.isEmpty { mapping.summary = trimmedText(text.drop { $0 == "#" }) }
            return
        }
        if text.hasPrefix("["), text.hasSuffix("]") {
            let name = trimmedText(text.dropFirst().dropLast()).lowercased()
            guard let table = ImportTable(rawValue: name) else {
                throw fault(
                    "\(quotedForPeople(name)) is no table; they are "
                        + ImportTable.allCases.map(\.rawValue).joined(separator: ", "))
            }
            self.table = table
            if mapping.tables[table] == nil { mapping.tables[table] = TableMapping() }
            return
        }
        if let (target, source) = sides(text, by: " = ") { return try addColumns(target, source) }
        if let (target, value) = sides(text, by: ": "), !text.hasPrefix("each ") {
            return try add(TableMapping.Rule(target: target, source: .constant(value), line: line))
        }
        let words = text.split(separator: " ", maxSplits: 1)
        let rest = words.count == 2 ? trimmedText(words[1]) : ""
        try readDirective(words[0].lowercased(), rest)
    }

    // MARK: Directives

    private mutating func readDirective(_ word: String, _ rest: String) throws(RegistryError) {
        switch word {
        case "for": mapping.headings += names(rest)
        case "dates":
            guard let order = ImportOptions.DateOrder(rawValue: rest) else {
                throw fault("write dates dmy or dates mdy")
            }
            mapping.dates = order
        case "decimal":
            guard let mark = ImportOptions.DecimalMark(rawValue: rest) else {
                throw fault("write decimal point or decimal comma")
            }
            mapping.decimal = mark
        case "ignore": try change { $0.ignored += Self.names(rest) }
        case "rest":
            let known: [String: TableMapping.Rest] = ["ignored": .ignored, "as specifications": .specifications]
            guard let what = known[rest.lowercased()] else {
                throw fault("write rest ignored or rest as specifications")
            }
            guard what != .specifications || table?.takesSpecifications == true else {
                throw fault("only models have specifications")
            }
            try change { $0.rest = what }
        case "once": try change { $0.once = rest }
        case "unique":
            guard let (target, with) = sides(rest, by: " with ") else {
                throw fault("write unique COLUMN with THEIR COLUMN")
            }
            let columns = Self.split(with, by: " or ").map { Self.unquoted($0) }
            try change { $0.unique = TableMapping.Unique(target: target, with: columns) }
        case "only", "skip":
            guard let (column, values) = sides(rest, by: " is ") else {
                throw fault("write \(word) COLUMN is VALUE; VALUE")
            }
            let choice = TableMapping.Choice(column: column, values: Self.list(values), takes: word == "only")
            try change { $0.choices.append(choice) }
        case "each":
            let names = Self.names(rest.hasPrefix("specification ") ? String(rest.dropFirst(14)) : rest)
            guard rest.hasPrefix("specification "), names.count == 2 || names.count == 3 else {
                throw fault("write each specification NAMES, VALUES, UNITS with three lists of the file")
            }
            let each = TableMapping.Each(name: names[0], value: names[1], unit: names.count == 3 ? names[2] : nil)
            try change { $0.each.append(each) }
        default:
            throw fault(
                "\(quotedForPeople(word)) is not understood; write OUR COLUMN = THEIR COLUMN, or OUR COLUMN: value")
        }
    }

    private mutating func change(_ body: (inout TableMapping) -> Void) throws(RegistryError) {
        guard let table, var changed = mapping.tables[table] else {
            throw fault("this belongs to a table; name it first, such as [models]")
        }
        body(&changed)
        mapping.tables[table] = changed
    }

    // MARK: Rules

    private mutating func addColumns(_ target: String, _ source: String) throws(RegistryError) {
        let parts = Self.split(source, by: " | ")
        var rule = TableMapping.Rule(target: target, source: .constant(""), line: line)
        if target.hasSuffix("?") {
            rule.target = trimmedText(target.dropLast())
            rule.isOptional = true
        }
        rule.source = .columns(
            Self.split(parts[0], by: " or ").map { Self.split($0, by: " + ").map { Self.unquoted($0) } })
        for step in parts.dropFirst() { rule.steps.append(try self.step(step)) }
        try add(rule)
    }

    private mutating func add(_ rule: TableMapping.Rule) throws(RegistryError) {
        guard let table, let known = mapping.tables[table] else {
            throw fault("this belongs to a table; name it first, such as [models]")
        }
        let isSpecification = table.takesSpecifications && SpecificationColumn(heading: rule.target, field: 0) != nil
        guard isSpecification || table.column(named: rule.target) != nil else {
            throw fault(ImportLayout.unknownSentence(rule.target, in: table))
        }
        guard !known.rules.contains(where: { foldedHeader($0.target) == foldedHeader(rule.target) }) else {
            throw fault("\(quotedForPeople(rule.target)) has a line above; give it one alone")
        }
        try change { $0.rules.append(rule) }
    }

    private func step(_ text: String) throws(RegistryError) -> MappingStep {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = words.count == 2 ? trimmedText(words[1]) : ""
        switch words.first?.lowercased() {
        case "slug" where rest.isEmpty: return .slug
        case "split" where !rest.isEmpty: return .split(rest == "space" ? " " : Self.unquoted(rest))
        case "before" where !rest.isEmpty: return .before(rest == "space" ? " " : Self.unquoted(rest))
        case "after" where !rest.isEmpty: return .after(rest == "space" ? " " : Self.unquoted(rest))
        case "gtin" where rest.isEmpty: return .gtin
        case "cut":
            if let count = Int(rest), (1...100_000).contains(count) { return .cut(count) }
        case "longer":
            if let count = Int(rest), (1...100_000).contains(count) { return .longer(count) }
        case "blank" where !rest.isEmpty: return .blank(Self.list(rest))
        case "words":
            var words: [String: String] = [:]
            for pair in Self.list(rest) {
                let sides = pair.split(separator: "=", maxSplits: 1).map { trimmedText($0) }
                guard let from = sides.first, sides.count == 2 else {
                    throw fault("write words THEIRS = OURS; THEIRS = OURS")
                }
                words[from] = sides[1]
            }
            if !words.isEmpty { return .words(words) }
        case "where":
            if let (column, value) = sides(rest, by: " is ") {
                return .elements(column: Self.unquoted(column), value: value)
            }
        default: break
        }
        throw fault(
            "\(quotedForPeople(text)) is no step; they are slug, gtin, split TEXT, cut NUMBER, longer NUMBER, before TEXT, after TEXT, blank "
                + "VALUES, words THEIRS = OURS and where COLUMN is VALUE")
    }

    // MARK: Texts

    private func fault(_ sentence: String) -> RegistryError {
        let end = sentence.last == "." || sentence.last == "?" ? "" : "."
        return RegistryError(.mappingInvalid, "Line \(line) of the mapping: \(sentence)\(end)", field: "mapping")
    }

    private func sides(_ text: String, by separator: String) -> (String, String)? {
        let parts = Self.split(text, by: separator)
        guard parts.count >= 2, !parts[0].isEmpty else { return nil }
        return (parts[0], parts.dropFirst().joined(separator: separator))
    }

    private func names(_ text: String) -> [String] { Self.names(text) }

    private static func names(_ text: String) -> [String] {
        split(text, by: ",").map { unquoted($0) }.filter { !$0.isEmpty }
    }

    private static func list(_ text: String) -> [String] { split(text, by: ";").filter { !$0.isEmpty } }

    private static func unquoted(_ text: String) -> String {
        text.utf8.count >= 2 && text.hasPrefix("\"") && text.hasSuffix("\"")
            ? String(text.dropFirst().dropLast()) : text
    }

    /// Parts a text where a separator stands outside double quotes.
    private static func split(_ text: String, by separator: String) -> [String] {
        var parts: [String] = [""]
        var rest = Substring(text)
        var isQuoted = false
        while let character = rest.first {
            if !isQuoted, rest.hasPrefix(separator) {
                parts.append("")
                rest = rest.dropFirst(separator.count)
                continue
            }
            if character == "\"" { isQuoted.toggle() }
            parts[parts.count - 1].append(character)
            rest = rest.dropFirst()
        }
        return parts.map { trimmedText($0) }
    }
}

extension ImportMapping {
    /// - Throws: `mapping.invalid`.
    package init(parsing text: String) throws(RegistryError) {
        self = try MappingParser.mapping(text)
    }
}
