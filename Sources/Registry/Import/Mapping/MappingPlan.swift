import Identifiers

/// A table's mapping with the places of the columns that it names, in the file and among ours.
struct MappingPlan {
    private let mapping: TableMapping
    /// The places of the file's columns, by their folded headers.
    private var places: [String: Int] = [:]
    private var headings: [String] = []
    /// The places of our columns that rules fill, by the rule.
    private var targets: [Int?] = []
    /// The names that columns have become.
    private var looseNames: Set<String> = []
    /// The columns that become specifications, with what their headers say.
    private var loose: [(field: Int, unit: HeadingUnit)] = []
    private var specifications: [String: Int] = [:]
    /// Columns with values that were too long.
    private var long: [String: Int] = [:]
    /// Values that were to be GTINs and are none.
    private var noGTINs: [String: (count: Int, example: String)] = [:]
    private var untyped: [String: (count: Int, example: String)] = [:]

    init(_ mapping: TableMapping) {
        self.mapping = mapping
    }

    // MARK: Columns

    /// Finds the file's columns.
    /// - Parameter isComplete: What is not among them never comes.
    mutating func place(_ layout: ImportLayout, isComplete: Bool, _ columns: inout ImportLayout) -> [RowError] {
        var faults: [RowError] = []
        func fault(_ code: RowError.Code, _ field: String?, _ sentence: String) {
            faults.append(RowError(code, row: 1, line: 1, field: field, endsReading: isComplete, sentence))
        }
        let known = headings.count
        for (field, heading) in layout.headings.enumerated().dropFirst(known)
        where !layout.unnamedFields.contains(field) {
            if places.updateValue(field, forKey: foldedHeader(heading)) != nil, named(heading) {
                fault(
                    .duplicateColumn, heading,
                    "the file has two columns of this name; the mapping cannot tell them apart.")
            }
        }
        headings = layout.headings
        if isComplete {
            for rule in mapping.rules where !rule.isOptional {
                guard case .columns(let alternatives) = rule.source else { continue }
                for name in alternatives.flatMap(\.self)
                where places[foldedHeader(name)] == nil && alternatives.count == 1 {
                    fault(
                        .missingColumn, name,
                        "the mapping takes \(quotedForPeople(rule.target)) from a column that the file does not have; write "
                            + "\(rule.target)? where it may lack it.")
                }
            }
        }
        let allNamed = Set(mapping.named.map { foldedHeader($0) } + [foldedHeader(Rejects.column)])
        for (field, heading) in headings.enumerated().dropFirst(known)
        where !layout.unnamedFields.contains(field) && !allNamed.contains(foldedHeader(heading)) {
            switch mapping.rest {
            case .ignored: break
            case .refused:
                fault(
                    .unknownColumn, heading,
                    "the mapping says nothing of this column; map it, or write ignore \(heading), or rest ignored.")
            case .specifications:
                var unit = HeadingUnit(trimmedText(heading))
                // One quantity in two units is two specifications.
                if !looseNames.insert(unit.name).inserted {
                    unit.name = Self.cut(trimmedText(heading), to: Models.longestSpecificationName)
                }
                loose.append((field, unit))
            }
        }
        if targets.isEmpty { placeTargets(&columns) }
        return faults
    }

    private func named(_ heading: String) -> Bool {
        mapping.named.contains { foldedHeader($0) == foldedHeader(heading) }
    }

    private mutating func placeTargets(_ columns: inout ImportLayout) {
        targets = mapping.rules.map { rule in
            // A column that the file lacks is none: what we know of it stays.
            if case .columns(let alternatives) = rule.source,
                rule.isOptional, alternatives.joined().allSatisfy({ places[foldedHeader($0)] == nil })
            {
                return nil
            }
            let heading = heading(of: rule)
            let field = columns.fieldCount
            if let column = columns.table.column(named: rule.target) {
                columns.place(column, heading: heading)
            } else if let column = SpecificationColumn(heading: rule.target, field: field) {
                columns.place(
                    SpecificationColumn(name: column.name, kind: column.kind, heading: heading, field: field))
            }
            return field
        }
    }

    private func heading(of rule: TableMapping.Rule) -> String {
        guard case .columns(let alternatives) = rule.source else { return rule.target }
        let names = alternatives.flatMap(\.self)
        return names.first { places[foldedHeader($0)] != nil } ?? names.first ?? rule.target
    }

    /// The place of one of our columns.
    func field(of target: String) -> Int? {
        zip(mapping.rules, targets).first { foldedHeader($0.0.target) == foldedHeader(target) }?.1
    }

    // MARK: Values

    /// The values of our columns; nil where the row is left out.
    mutating func values(of source: MappingSource, in columns: inout ImportLayout) -> [String?]? {
        for choice in mapping.choices {
            let found = values(of: choice.column, source).filter { !$0.isEmpty }
            let isOne =
                found.isEmpty ? choice.values.contains("nothing") : found.contains { choice.values.contains($0) }
            guard isOne == choice.takes else { return nil }
        }
        var values = [String?](repeating: nil, count: columns.fieldCount)
        for (rule, target) in zip(mapping.rules, targets) {
            guard let target else { continue }
            let isList = columns.table.column(named: rule.target)?.isList ?? false
            let found = value(of: rule, source)
            values[target] = found.isEmpty ? nil : isList ? joinedList(found) : found.joined(separator: ", ")
        }
        func set(_ name: String, _ kind: SpecificationColumn.Kind, _ heading: String, _ value: String) {
            let key = "\(name) \(kind)"
            let field = specifications[key] ?? columns.fieldCount
            if field == columns.fieldCount {
                specifications[key] = field
                columns.place(SpecificationColumn(name: name, kind: kind, heading: heading, field: field))
            }
            if field >= values.count { values += Array(repeating: nil, count: field + 1 - values.count) }
            values[field] = value
        }
        for (field, unit) in loose {
            var text = source.values(field).filter { !$0.isEmpty }.joined(separator: ", ")
            guard !text.isEmpty, !Self.says(nothing: text) else { continue }
            if text.unicodeScalars.count > Models.longestSpecification {
                text = Self.cut(text, to: Models.longestSpecification)
                long[headings[field], default: 0] += 1
            }
            let (kind, value) = typed(text, unit.code, isNumber: unit.isNumber, headings[field], columns.options)
            set(unit.name, kind, headings[field], value)
        }
        for each in mapping.each {
            var used: [String: Int] = [:]
            let (names, units) = (
                self.values(of: each.name, source), each.unit.map { self.values(of: $0, source) } ?? []
            )
            for (index, text) in self.values(of: each.value, source).enumerated()
            where index < names.count && !names[index].isEmpty && !text.isEmpty {
                let unit = index < units.count ? units[index] : ""
                let code = HeadingUnit.code(unit)
                var name = unit.isEmpty || code != nil ? names[index] : "\(names[index]) (\(unit))"
                used[name, default: 0] += 1
                if let count = used[name], count > 1 { name += " \(count)" }
                let (kind, value) = typed(text, code, isNumber: !unit.isEmpty, each.value, columns.options)
                set(name, kind, each.value, value)
            }
        }
        return values
    }

    /// The values of a column of the file.
    func values(of column: String, _ source: MappingSource) -> [String] {
        places[foldedHeader(column)].map { source.values($0) } ?? []
    }

    private mutating func value(of rule: TableMapping.Rule, _ source: MappingSource) -> [String] {
        var value: [String] = []
        switch rule.source {
        case .constant(let text): value = [text]
        case .columns(let alternatives):
            for columns in alternatives {
                let parts = columns.map { values(of: $0, source) }
                // One column may be a list; several are joined into one text.
                value =
                    parts.count == 1
                    ? parts[0]
                    : [
                        parts.map { $0.filter { !$0.isEmpty }.joined(separator: ", ") }.filter { !$0.isEmpty }.joined(
                            separator: " ")
                    ]
                if value.contains(where: { !$0.isEmpty }) { break }
            }
        }
        for step in rule.steps {
            if case .elements(let column, let wanted) = step {
                let beside = values(of: column, source)
                value = value.enumerated().filter { $0.offset < beside.count && beside[$0.offset] == wanted }.map(
                    \.element)
            } else if step == .gtin {
                let (all, heading) = (value.filter { !$0.isEmpty }, heading(of: rule))
                value = all.filter { (try? GTIN(parsing: $0)) != nil }
                if value.count < all.count {
                    noGTINs[heading, default: (0, all.first { (try? GTIN(parsing: $0)) == nil } ?? "")].count += 1
                }
            } else {
                value = value.flatMap { step.applied(to: $0) }
            }
        }
        return value.map { trimmedText($0) }.filter { !$0.isEmpty }
    }

    // MARK: Types

    private mutating func typed(
        _ text: String, _ code: String?, isNumber: Bool, _ heading: String, _ options: ImportOptions
    ) -> (SpecificationColumn.Kind, String) {
        if isNumber {
            if (try? Cell.decimal(text, options.decimal)) != nil { return (.number(unit: code), text) }
            untyped[heading, default: (0, text)].count += 1
        } else if ["yes", "no"].contains(text.lowercased()) {
            return (.yesNo, text)
        }
        return (.text, text)
    }

    /// Values that were to be numbers and are none.
    var remarks: [ImportRemark] {
        untyped.sorted { $0.key < $1.key }.map { heading, found in
            ImportRemark(
                field: heading, count: found.count,
                sentence: "is no number but a text, such as \(quotedForPeople(found.example)).")
        }
            + noGTINs.sorted { $0.key < $1.key }.map { heading, found in
                ImportRemark(
                    field: heading, count: found.count,
                    sentence: "is no GTIN and was passed over, such as \(quotedForPeople(found.example)).")
            }
            + long.sorted { $0.key < $1.key }.map { heading, count in
                ImportRemark(
                    field: heading, count: count,
                    sentence: "is longer than \(Models.longestSpecification) characters and was cut.")
            }
    }

    static func cut(_ text: String, to count: Int) -> String {
        text.unicodeScalars.count <= count
            ? text : trimmedText(String(String.UnicodeScalarView(text.unicodeScalars.prefix(count - 1)))) + "…"
    }

    private static func says(nothing text: String) -> Bool {
        ["n/a", "na", "-", "none", "not applicable"].contains(text.lowercased())
    }
}

extension MappingStep {
    /// What becomes of one value.
    fileprivate func applied(to text: String) -> [String] {
        switch self {
        case .slug: [Manufacturers.slug(of: text)]
        case .split(let separator): text.split(separator: separator).map { trimmedText($0) }
        case .cut(let count): [MappingPlan.cut(text, to: count)]
        case .longer(let count): text.unicodeScalars.count > count ? [text] : []
        case .before(let mark): [text.firstRange(of: mark).map { String(text[..<$0.lowerBound]) } ?? text]
        case .after(let mark): [text.firstRange(of: mark).map { String(text[$0.upperBound...]) } ?? text]
        case .words(let words): [words[text] ?? text]
        case .blank(let values): values.contains(text) ? [] : [text]
        case .elements, .gtin: [text]
        }
    }

}
