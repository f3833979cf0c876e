import Nameplate
import Registry

/// What somebody says on a page of a file to import.
struct ImportChoice {
    static let names = ["kind", "dates", "decimal", "match", "mapping"]

    var table: ImportTable
    var options = ImportOptions()
    /// The name of a mapping.
    var mapping: String?

    init(_ form: [String: String]) {
        table = form["kind"].flatMap { ImportTable(rawValue: $0) } ?? .models
        options.dates = form["dates"].flatMap { ImportOptions.DateOrder(rawValue: $0) }
        options.decimal = form["decimal"].flatMap { ImportOptions.DecimalMark(rawValue: $0) }
        options.match = form["match"].flatMap { ImportOptions.Match(rawValue: $0) }
        mapping = form["mapping"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The same as fields of a form; what is not said is not there.
    var query: [(String, String)] {
        let all = [
            ("kind", table.rawValue), ("dates", options.dates?.rawValue), ("decimal", options.decimal?.rawValue),
            ("match", options.match?.rawValue), ("mapping", mapping),
        ]
        return all.compactMap { name, value in value.map { (name, $0) } }
    }

    var form: [String: String] { Dictionary(query) { first, _ in first } }

    /// - Parameter isFirst: whether the file is still to be sent, which is told then what it is.
    static func fields(_ form: [String: String], mappings: [String], isFirst: Bool = false) -> [FormField] {
        func choice(_ name: String, _ label: String, _ options: [(String, String)], hint: String? = nil) -> FormField {
            FormField(
                name, label, .choice, value: form[name] ?? (name == "kind" ? ImportTable.models.rawValue : ""),
                hint: hint,
                options: options.map { FormField.Option($0.0, $0.1) }, id: isFirst ? nil : "again-\(name)")
        }
        var fields = [
            choice(
                "kind", Words.text("import.whatItHolds"),
                ImportTable.allCases.map { ($0.rawValue, Words.current.records($0.rawValue)) }),
            choice(
                "mapping", Words.text("import.columns"),
                [("", Words.text("import.oursOrNamedMuch"))] + mappings.map { ($0, $0) },
                hint: Words.text("import.orAMappingThat")),
            choice(
                "dates", Words.text("import.dates"),
                [
                    ("", "2026-11-26"), ("dmy", Words.text("import.26112026Day")),
                    ("mdy", Words.text("import.11262026Month")),
                ]),
            choice(
                "decimal", Words.text("import.numbers"),
                [("", Words.text("import.45WithoutSeparators")), ("point", "1,234.5"), ("comma", "1.234,5")]),
            choice(
                "match", Words.text("import.modelsAreNamedBy"),
                [
                    ("", Words.text("import.theirNumber")), ("gtin", Words.text("import.aGtin")),
                    ("external-id", Words.text("import.anIdOfAnother")),
                ]),
        ]
        guard isFirst else { return fields }
        fields += [
            choice(
                "syntax", Words.text("import.whatTheFileIs"),
                [("csv", Words.text("import.aTableCsvTsv")), ("ndjson", Words.text("import.linesOfJson"))]),
            choice(
                "encoding", Words.text("import.characters"),
                [("", Words.text("import.detected"))] + SourceEncoding.allCases.map { ($0.rawValue, $0.rawValue) }),
        ]
        return fields
    }
}

/// Which of our columns somebody's are, chosen on a page.
enum ColumnChoice {
    /// More columns than these are mapped in a text.
    private static let most = 80
    private static let ignored = ""
    private static let specification = "spec"

    static func fields(_ upload: Upload, _ table: ImportTable) -> [FormField] {
        let ours = table.columns.map { FormField.Option($0.name, $0.name) }
        let rest =
            [FormField.Option(ignored, Words.text("import.leaveItOut"))]
            + (table.takesSpecifications ? [FormField.Option(specification, Words.text("import.aSpecification"))] : [])
        var taken: Set<String> = []
        let columns = upload.headings.prefix(most).enumerated().map { place, heading in
            // Of a model that is further told, most is a property.
            var guess = table.columnName(for: heading) ?? (table.takesSpecifications ? specification : ignored)
            if guess != specification, !taken.insert(guess).inserted { guess = ignored }
            return FormField(
                "column-\(place)", heading.isEmpty ? Words.text("import.column", ["place": "\(place + 1)"]) : heading,
                .choice, value: guess,
                options: rest + ours)
        }
        let maker = FormField(
            "manufacturer", Words.text("import.manufacturerOfAllRows"), .code,
            hint: Words.text("import.itsShortNameWhere"))
        return columns + [maker]
    }

    /// The choice as the text of a mapping.
    static func mapping(_ form: [String: String], _ upload: Upload, _ table: ImportTable) -> String {
        let headings = upload.headings.prefix(most)
        var lines = [
            "# Columns chosen on a page.", "for " + headings.filter { !$0.isEmpty }.map(quoted).joined(separator: ", "),
        ]
        lines.append("[\(table.rawValue)]")
        var takesSpecifications = false
        for (place, heading) in headings.enumerated() where !heading.isEmpty {
            switch form["column-\(place)"] ?? "" {
            case ignored: lines.append("ignore \(quoted(heading))")
            case specification:
                // Ours say what they are; another's is named as it is.
                if heading.lowercased().hasPrefix("spec:") {
                    lines.append("\(heading) = \(quoted(heading))")
                } else {
                    takesSpecifications = true
                }
            case let column:
                guard let known = table.columns.first(where: { $0.name == column }) else { continue }
                lines.append("\(known.name) = \(quoted(heading))\(known.isList ? " | split ;" : "")")
            }
        }
        if let maker = form["manufacturer"], !maker.allSatisfy(\.isWhitespace) {
            lines.append("manufacturer: \(maker.split(whereSeparator: \.isNewline).joined(separator: " "))")
        }
        lines.append(takesSpecifications ? "rest as specifications" : "rest ignored")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ heading: String) -> String { "\"\(heading.filter { $0 != "\"" && !$0.isNewline })\"" }
}

extension ImportReport {
    /// "12 rows: 10 new, 2 changed."
    var sentence: String {
        let leaves = leavesOut && refused > 0
        return Words.text(
            leaves ? "import.sentenceLeftOut" : "import.sentence",
            [
                "rows": Numbers.grouped(Int64(rows)), "created": Numbers.grouped(Int64(created)),
                "updated": Numbers.grouped(Int64(updated)), "unchanged": Numbers.grouped(Int64(unchanged)),
                "refused": Numbers.grouped(Int64(refused)),
            ])
    }
}

extension DataTable {
    /// The last imports.
    init(_ past: [ImportJournal.Entry]) {
        self.init(
            caption: Words.text("import.theLastImports"),
            columns: [
                .init(Words.text("import.begun")), .init(Words.text("import.of")),
                .init(Words.text("import.rows"), isNumber: true), .init(Words.text("word.state")),
                .init(Words.text("word.by")),
            ],
            rows: past.map { entry in
                [
                    .init(Moment(microseconds: entry.startedAt).dateText),
                    .init(Words.current.records(entry.table.rawValue)),
                    .init(Numbers.grouped(Int64(entry.rowsTotal))),
                    .init(Words.text("importState.\(entry.undoneAt == nil ? entry.state.rawValue : "undone")")),
                    .init(entry.principal),
                ]
            })
    }
}
