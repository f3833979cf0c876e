/// How the models that were found differ in one thing, with a condition that leads on to each part of them.
package struct ModelFacet: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        /// As people read it.
        package var label: String
        /// What the models of this part meet, in the language of conditions.
        package var condition: String
        package var count: Int
    }
    /// The field as conditions name it.
    package var field: String
    package var parts: [Part]
    /// Whether all models that were found are counted; else there are at least so many of each.
    package var isExact: Bool

    /// Parts of a facet; the rarest are left out.
    private static let mostParts = 12
    /// Parts into which numbers are divided.
    private static let numberParts = 4

    /// Category, manufacturer and line, and what the template of the one category says that its models tell. What has only
    /// one part tells nothing apart and is left out.
    static func all(
        of models: [ModelFacts], template: CategoryTemplate?, isAll: Bool,
        maker: (ID<Manufacturer>) throws -> (slug: String, name: String)?
    ) throws -> [ModelFacet] {
        var makers: [String: (label: String, count: Int)] = [:]
        for (id, count) in counts(models.map(\.manufacturer)) {
            if let maker = try maker(id) { makers[maker.slug] = (maker.name, count) }
        }
        // Keys of categories are one thing in each spelling.
        let categories = sorted(
            counts(models.compactMap(\.category)).map { key, count in
                Part(
                    label: key, condition: "\(ModelField.category.text) = \(ModelCondition.quoted(key))", count: count)
            })
        let maker = ModelFacet(
            field: ModelField.manufacturer.text,
            parts: sorted(
                makers.map { slug, maker in
                    Part(
                        label: maker.label, condition: "\(ModelField.manufacturer.text) = \(slug)", count: maker.count)
                }), isExact: isAll)
        let common = [
            ModelFacet(field: ModelField.category.text, parts: categories, isExact: isAll), maker,
            ModelFacet(
                field: ModelField.line.text,
                parts: parts(models.compactMap(\.line).map { [$0] }, of: ModelField.line.text), isExact: isAll),
        ]
        let own = (template?.entries ?? []).compactMap { facet(of: $0, models, isAll: isAll) }
        return (common + own).filter { $0.parts.count > 1 }
    }

    private static func facet(of entry: TemplateEntry, _ models: [ModelFacts], isAll: Bool) -> ModelFacet? {
        let name = entry.name.lowercased()
        let values = models.compactMap { $0.values[name] }
        let field = fieldName(entry.name)
        switch entry.kind {
        case .text, .list, .yesNo:
            let texts = values.map { value -> [String] in
                switch value {
                case .text(let text): [text]
                case .list(let entries): entries
                case .yesNo(let isSo): [isSo ? "yes" : "no"]
                case .number, .range, .dimensions: []
                }
            }
            return ModelFacet(field: field, parts: parts(texts, of: field), isExact: isAll)
        case .number:
            return ModelFacet(field: field, parts: ranges(of: values, entry, field), isExact: isAll)
        case .range, .dimensions: return nil
        }
    }

    /// Numbers in a few parts, each with about as many models, parted at round numbers of the category's unit.
    private static func ranges(of values: [Specification.Value], _ entry: TemplateEntry, _ field: String) -> [Part] {
        let unit = entry.unit.flatMap(UnitOfMeasure.coded)
        let numbers = values.compactMap { value -> Double? in
            guard case .number(let text, let own) = value, let number = Double(text), number.isFinite else {
                return nil
            }
            guard let unit else { return own == nil ? number : nil }
            return own.flatMap(UnitOfMeasure.coded).flatMap {
                $0.quantity == unit.quantity ? $0.convert(number, to: unit) : nil
            }
        }.sorted()
        guard let least = numbers.first, let most = numbers.last, least < most else { return [] }
        let symbol = unit.map { " \($0.symbol)" } ?? ""
        var edges: [(text: String, value: Double)] = []
        for part in 1..<numberParts {
            let text = Measurement.rounded(numbers[numbers.count * part / numberParts], significantDigits: 2)
            guard let value = Double(text), value > least, value <= most, value > edges.last?.value ?? -.infinity else {
                continue
            }
            edges.append((text, value))
        }
        guard let first = edges.first, let last = edges.last else { return [] }
        func count(_ low: Double, _ high: Double) -> Int { numbers.count { $0 >= low && $0 < high } }
        var parts = [
            Part(
                label: "below \(first.text)\(symbol)", condition: "\(field) < \(first.text)\(symbol)",
                count: count(-.infinity, first.value))
        ]
        for (low, high) in zip(edges, edges.dropFirst()) {
            parts.append(
                Part(
                    label: "\(low.text) to \(high.text)\(symbol)",
                    condition: "\(field) >= \(low.text)\(symbol) and \(field) < \(high.text)\(symbol)",
                    count: count(low.value, high.value)))
        }
        parts.append(
            Part(
                label: "from \(last.text)\(symbol)", condition: "\(field) >= \(last.text)\(symbol)",
                count: count(last.value, .infinity)))
        return parts.filter { $0.count > 0 }
    }

    /// A name as conditions have it: in quotation marks where it would be read otherwise.
    private static func fieldName(_ name: String) -> String {
        let isPlain =
            ModelField(named: name) == .specification(name.lowercased()) && ModelCondition.quoted(name) == name
        return isPlain ? name : "'" + name.replacing("'", with: "''") + "'"
    }

    /// Texts by how many models have them, whatever their case: so conditions take them.
    private static func parts(_ texts: [[String]], of field: String) -> [Part] {
        let count = counts(texts.flatMap { Set($0.map { $0.lowercased() }) })
        let spellings = Dictionary(texts.joined().map { ($0.lowercased(), $0) }) { min($0, $1) }
        return sorted(
            count.map { folded, count in
                let text = spellings[folded] ?? folded
                return Part(label: text, condition: "\(field) = \(ModelCondition.quoted(text))", count: count)
            })
    }

    private static func sorted(_ parts: [Part]) -> [Part] {
        Array(parts.sorted { $0.count == $1.count ? $0.label < $1.label : $0.count > $1.count }.prefix(mostParts))
    }

    private static func counts<Value: Hashable>(_ values: [Value]) -> [Value: Int] {
        Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
    }
}
