/// A population as nested lists and objects, for JSON: the core knows no JSON, so faces write and read these.
///
///     {"all": [ … ]}   {"any": [ … ]}   {"not": … }   {"contains": … }   {"everything": true}
///     {"field": "model", "comparison": "in", "values": ["FJ-320", "FJ-450C"]}
package indirect enum PopulationForm: Hashable, Sendable {
    case text(String)
    case yes
    case list([PopulationForm])
    /// Names with their values, in the order in which they are written.
    case object([Member])
    /// Anything that no population holds, such as a number.
    case other

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: PopulationForm

        package init(_ name: String, _ value: PopulationForm) {
            self.name = name
            self.value = value
        }
    }
}

extension Population {
    /// The canonical form: reading it gives an equal population.
    package var form: PopulationForm {
        switch self {
        case .everything: .object([.init("everything", .yes)])
        case .contains(let inner): .object([.init("contains", inner.form)])
        case .not(let inner): .object([.init("not", inner.form)])
        case .all(let parts): .object([.init("all", .list(parts.map(\.form)))])
        case .any(let parts): .object([.init("any", .list(parts.map(\.form)))])
        case .test(let test):
            .object(
                [
                    .init("field", .text(test.field.rawValue)),
                    .init("comparison", .text(test.comparison.rawValue)),
                ] + (test.values.isEmpty ? [] : [.init("values", .list(test.values.map(PopulationForm.text)))]))
        }
    }

    /// Reads a population from its form.
    ///
    /// - Throws: `population.form`, `population.field`, `population.value`, `population.tooLarge`; the error's field is the
    ///   path to what is wrong, such as `population.all[1].values[0]`.
    package init(_ form: PopulationForm) throws(RegistryError) {
        var reader = PopulationFormReader()
        self = try reader.population(form, at: "population", depth: 1)
        try checkSize()
    }
}

private struct PopulationFormReader {
    private var counts = (tests: 0, values: 0)

    mutating func population(
        _ form: PopulationForm, at path: String, depth: Int
    ) throws(RegistryError) -> Population {
        // One level more than a population has: its innermost tests.
        guard depth <= Population.Limit.depth + 1 else {
            throw RegistryError(
                .populationTooLarge, "The population is nested more than \(Population.Limit.depth) levels deep.",
                field: path)
        }
        guard case .object(let members) = form else {
            throw fault(path, "must be an object such as {\"field\": …} or {\"all\": [ … ]}")
        }
        guard let first = members.first, members.count == 1 else { return .test(try test(members, at: path)) }
        let inner = "\(path).\(first.name)"
        switch (first.name, first.value) {
        case ("everything", .yes):
            try count(values: 0, path)
            return .everything
        case ("not", let value): return .not(try population(value, at: inner, depth: depth + 1))
        case ("contains", let value): return .contains(try population(value, at: inner, depth: depth + 1))
        case ("all", .list(let values)):
            return .conjunction(try parts(values, at: inner, depth: depth + 1))
        case ("any", .list(let values)):
            return .disjunction(try parts(values, at: inner, depth: depth + 1))
        case ("everything", _): throw fault(inner, "must be true")
        case ("all", _), ("any", _): throw fault(inner, "must be a list of populations")
        default: return .test(try test(members, at: path))
        }
    }

    private mutating func parts(
        _ forms: [PopulationForm], at path: String, depth: Int
    ) throws(RegistryError) -> [Population] {
        guard !forms.isEmpty else { throw fault(path, "must have at least one entry") }
        var parts: [Population] = []
        for (index, form) in forms.enumerated() {
            parts.append(try population(form, at: "\(path)[\(index)]", depth: depth))
        }
        return parts
    }

    private mutating func test(
        _ members: [PopulationForm.Member], at path: String
    ) throws(RegistryError) -> PopulationTest {
        let known = ["field", "comparison", "values"]
        if let stranger = members.first(where: { !known.contains($0.name) }) {
            let name = PopulationLexer.Token.visible(stranger.name)
            throw fault(
                path,
                "has no '\(name)'; known are field with comparison and values, or one of all, any, not, contains and "
                    + "everything")
        }
        let field = try word(members, "field", PopulationField.allCases, .populationField, at: path)
        let comparison = try word(
            members, "comparison", PopulationField.Comparison.allCases, .populationForm, at: path)
        let values = try values(members, at: "\(path).values")
        try count(values: values.count, path)
        do {
            return try PopulationTest.read(field, comparison, values)
        } catch {
            throw RegistryError(
                .populationValue, "'\(field.rawValue)' \(error.sentence).",
                field: error.value.map { "\(path).values[\($0)]" } ?? "\(path).comparison", position: error.position)
        }
    }

    /// One of some words, in any case.
    private func word<Word: RawRepresentable<String>>(
        _ members: [PopulationForm.Member], _ name: String, _ words: [Word], _ code: RegistryError.Code,
        at path: String
    ) throws(RegistryError) -> Word {
        guard case .text(let text)? = members.first(where: { $0.name == name })?.value else {
            throw fault(path, "needs a text as its '\(name)'")
        }
        guard let found = words.first(where: { $0.rawValue == text.lowercased() }) else {
            throw RegistryError(
                code,
                "There is no \(name) '\(PopulationLexer.Token.visible(text))'; known are "
                    + words.map(\.rawValue).joined(separator: ", ") + ".", field: "\(path).\(name)")
        }
        return found
    }

    private func values(
        _ members: [PopulationForm.Member], at path: String
    ) throws(RegistryError) -> [String] {
        guard let form = members.first(where: { $0.name == "values" })?.value else { return [] }
        guard case .list(let list) = form else { throw fault(path, "must be a list of texts") }
        var values: [String] = []
        for (index, value) in list.enumerated() {
            guard case .text(let text) = value else { throw fault("\(path)[\(index)]", "must be a text") }
            values.append(text)
        }
        return values
    }

    private mutating func count(values: Int, _ path: String) throws(RegistryError) {
        counts.tests += 1
        counts.values += values
        guard counts.tests <= Population.Limit.tests, counts.values <= Population.Limit.values else {
            throw RegistryError(
                .populationTooLarge,
                "The population has more than \(Population.Limit.tests) tests or \(Population.Limit.values) values; "
                    + "split it into several.", field: path)
        }
    }

    private func fault(_ path: String, _ sentence: String) -> RegistryError {
        RegistryError(.populationForm, "'\(path)' \(sentence).", field: path)
    }
}
