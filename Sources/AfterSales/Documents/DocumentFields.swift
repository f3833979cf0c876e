import Identifiers
import Registry

/// Reads the fields of one object. Every error names the path of the field, such as `coverages[0].months`; a field that
/// nobody asked for is an error too, so that a slip of the pen does not pass as nothing said.
struct DocumentFields {
    let path: String
    private let kind: DocumentKind
    private let fields: [String: DocumentValue]
    private var asked: Set<String> = []

    /// All of a document.
    init(document text: String, as kind: DocumentKind) throws(RegistryError) {
        try self.init(DocumentValue.parse(text, as: kind), at: "", of: kind)
    }

    init(_ value: DocumentValue, at path: String, of kind: DocumentKind) throws(RegistryError) {
        guard case .object(let fields) = value else { throw Self.refusal("needs an object", path, kind) }
        self.fields = fields
        self.path = path
        self.kind = kind
    }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// What is wrong with a field; with the whole object where none is named.
    func refusal(_ what: String, _ name: String? = nil) -> RegistryError {
        Self.refusal(what, name.map(place) ?? path, kind)
    }

    private static func refusal(_ what: String, _ place: String, _ kind: DocumentKind) -> RegistryError {
        RegistryError(
            kind.code, "'\(place.isEmpty ? "the document" : place)' \(what).",
            field: place.isEmpty ? kind.field : place)
    }

    mutating func value(_ name: String) -> DocumentValue? {
        asked.insert(name)
        return fields[name].flatMap { $0 == .null ? nil : $0 }
    }

    mutating func text(_ name: String, limit: Int = 200) throws(RegistryError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .text(let text) = value else { throw refusal("needs a text", name) }
        try TextRules.check(text, field: place(name), limit: limit)
        return text
    }

    mutating func boolean(_ name: String) throws(RegistryError) -> Bool? {
        guard let value = value(name) else { return nil }
        guard case .boolean(let boolean) = value else { throw refusal("needs true or false", name) }
        return boolean
    }

    mutating func integer(_ name: String, _ range: ClosedRange<Int64>) throws(RegistryError) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .integer(let integer) = value, range.contains(integer) else {
            throw refusal("needs a whole number from \(range.lowerBound) to \(range.upperBound)", name)
        }
        return integer
    }

    mutating func date(_ name: String) throws(RegistryError) -> CivilDate? {
        guard let text = try text(name) else { return nil }
        guard let date = try? CivilDate(parsing: text) else {
            throw refusal("needs a date such as 2026-07-14", name)
        }
        return date
    }

    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(RegistryError) -> Word? {
        guard let text = try text(name) else { return nil }
        return try word(text, at: name)
    }

    mutating func texts(_ name: String, most: Int, limit: Int = 200) throws(RegistryError) -> [String] {
        var texts: [String] = []
        for (index, value) in try list(name, most: most).enumerated() {
            let name = "\(name)[\(index)]"
            guard case .text(let text) = value else { throw refusal("needs a text", name) }
            try TextRules.check(text, field: place(name), limit: limit)
            texts.append(text)
        }
        return texts
    }

    mutating func words<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ type: Word.Type = Word.self
    ) throws(RegistryError) -> [Word] {
        var words: [Word] = []
        for (index, text) in try texts(name, most: Word.allCases.count).enumerated() {
            words.append(try word(text, at: "\(name)[\(index)]"))
        }
        return words
    }

    mutating func list(_ name: String, most: Int) throws(RegistryError) -> [DocumentValue] {
        guard let value = value(name) else { return [] }
        guard case .list(let list) = value else { throw refusal("needs a list", name) }
        guard list.count <= most else { throw refusal("has more than \(most) entries", name) }
        return list
    }

    mutating func object(_ name: String) throws(RegistryError) -> DocumentFields? {
        guard let value = value(name) else { return nil }
        return try DocumentFields(value, at: place(name), of: kind)
    }

    mutating func objects(_ name: String, most: Int) throws(RegistryError) -> [DocumentFields] {
        var objects: [DocumentFields] = []
        for (index, value) in try list(name, most: most).enumerated() {
            objects.append(try DocumentFields(value, at: "\(place(name))[\(index)]", of: kind))
        }
        return objects
    }

    /// Refuses fields that nobody has asked for.
    func finish() throws(RegistryError) {
        guard let other = fields.keys.filter({ !asked.contains($0) }).min() else { return }
        throw refusal(
            "is no field here; there are: \(asked.sorted().joined(separator: ", "))", String(other.prefix(50)))
    }

    private func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String, at name: String
    ) throws(RegistryError) -> Word {
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw refusal("needs one of: \(words)", name)
        }
        return word
    }

    /// `days`, `months` or `years`, one of them at most.
    mutating func period() throws(RegistryError) -> Period? {
        let days = try integer("days", 1...36_500)
        let months = try integer("months", 1...1200)
        let years = try integer("years", 1...100)
        guard [days, months, years].filter({ $0 != nil }).count < 2 else {
            throw refusal("takes one of days, months and years")
        }
        return days.map { .days(Int($0)) } ?? (months ?? years.map { $0 * 12 }).map { .months(Int($0)) }
    }

    /// What meters may show: `km`, `miles`, `hours`, `cycles`.
    mutating func usage() throws(RegistryError) -> [UsageLimit] {
        var usage: [UsageLimit] = []
        for meter in UsageLimit.Meter.allCases {
            guard let most = try integer(meter.rawValue, 1...1_000_000_000_000) else { continue }
            usage.append(UsageLimit(meter, most))
        }
        return usage
    }

    /// `model`, `line` or `category`, one of them at most.
    mutating func target() throws(RegistryError) -> ModelTarget {
        let (model, line) = (try text("model", limit: 100), try text("line"))
        let category = try text("category")
        guard [model, line, category].filter({ $0 != nil }).count < 2 else {
            throw refusal("excludes 'line' and 'category'; give one of the three", "model")
        }
        return model.map { .model($0) } ?? line.map { .line($0) } ?? category.map { .category($0) } ?? .everything
    }

    /// A population, whose text is read so that it is right.
    mutating func population() throws(RegistryError) -> String? {
        guard let text = try text("population", limit: 10_000) else { return nil }
        do throws(RegistryError) {
            _ = try WrittenPopulation(parsing: text)
        } catch {
            throw RegistryError(error.code, error.sentence, field: place("population"), position: error.position)
        }
        return text
    }
}
