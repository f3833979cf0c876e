package import Registry
import Storage

extension NameplateRegistry {
    /// Begins an export: the rows of a table as an import reads them, page after page. The audit trail tells of tables that
    /// not everybody may read, and of each person whom one names.
    /// - Parameters:
    ///   - isTable: The columns of all rows are wanted beforehand, those of specifications too.
    ///   - reason: Why owners are named; needed where they are.
    /// - Throws: `access.forbidden`, `manufacturer.unknown`, `model.unknown`, `value.invalid`, `reason.invalid`,
    ///   `export.tooWide`.
    package func export(
        _ question: ExportQuestion, asTable isTable: Bool, reason: String? = nil, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> ExportPages {
        let reason = question.showsOwners ? try Reason(reason) : nil
        // What was recorded before the question is in its answer.
        if question.table == .events { try await Positions.giveAll(in: database) }
        let today = self.today
        let rows = try await database.read {
            try TableExport(question, as: principal, on: today, wings: Self.wingTables, $0)
        }
        var pages = ExportPages(rows, self, reason: reason, as: principal, from: source)
        if isTable { try await pages.findSpecifications() }
        if ![.manufacturers, .models, .documents].contains(question.table) {
            try await perform(as: principal, from: source) { commands in
                // The names of rows are those of one manufacturer, or the trail tells of no one's.
                let named = Set(question.only?.map(\.manufacturer) ?? [])
                let slug = question.manufacturer ?? (named.count == 1 ? named.first : nil)
                let manufacturer = try slug.map { try Manufacturers.require($0, commands.transaction) }
                let subject = question.only.map { "\($0.count) by name" } ?? question.model ?? "all models"
                try AuditTrail.write(
                    "export.\(question.table.rawValue)", subject: subject, of: manufacturer?.id,
                    as: principal, from: source, reason: reason, commands.transaction)
            }
        }
        return pages
    }
}

/// A table that is being taken away, page after page.
package struct ExportPages: Sendable {
    private var rows: TableExport
    private let registry: NameplateRegistry
    private let reason: Reason?
    private let principal: Principal
    private let source: RequestSource
    /// The owners of whom the audit trail tells already.
    private var told: Set<ID<Party>> = []
    /// The headers of the table's specifications with their places; nil where the rows name their own.
    private var specifications: [String: Int]?

    init(
        _ rows: TableExport, _ registry: NameplateRegistry, reason: Reason?, as principal: Principal,
        from source: RequestSource
    ) {
        self.rows = rows
        self.registry = registry
        self.reason = reason
        self.principal = principal
        self.source = source
    }

    /// The table's columns.
    package var columns: [ImportColumn] { rows.columns }

    /// The headers of the specifications, which are the columns after ``columns``, in the order in which the models first
    /// have them.
    package var specificationHeadings: [String] {
        (specifications ?? [:]).sorted { $0.value < $1.value }.map(\.key)
    }

    /// The next rows, perhaps none; nil at the end.
    package mutating func next() async throws -> [ExportRow]? {
        let (page, rows) = try await registry.database.read { [rows] reader in
            var rows = rows
            return (try rows.next(reader), rows)
        }
        self.rows = rows
        guard let page else { return nil }
        try await tell(of: page)
        return page
    }

    /// A row's specifications by the places of ``specificationHeadings``.
    /// - Throws: `export.changed` for one that was given to its model after the export had begun.
    package func specificationCells(of row: ExportRow) throws(RegistryError) -> [String] {
        guard let specifications, !specifications.isEmpty else { return [] }
        var cells = [String](repeating: "", count: specifications.count)
        for specification in row.specifications {
            guard let place = specifications[specification.heading] else {
                throw RegistryError(
                    .exportChanged, "The models have changed since the export began; export them again.")
            }
            cells[place] = specification.text
        }
        return cells
    }

    /// Goes through all rows for the headers of their specifications.
    mutating func findSpecifications() async throws {
        guard rows.question.table == .models else { return }
        var places: [String: Int] = [:]
        var ahead = self
        while let page = try await ahead.next() {
            for specification in page.lazy.flatMap(\.specifications) where places[specification.heading] == nil {
                places[specification.heading] = places.count
            }
            guard columns.count + places.count <= ImportTable.mostColumns else {
                throw RegistryError(
                    .exportTooWide,
                    "The models have more than \(ImportTable.mostColumns) columns; export them as ndjson, or one "
                        + "manufacturer's alone.", field: "format")
            }
        }
        specifications = places
    }

    private mutating func tell(of page: [ExportRow]) async throws {
        let new = Set(page.compactMap(\.owner)).subtracting(told).sorted()
        guard !new.isEmpty, let reason else { return }
        try await registry.perform(as: principal, from: source) { [principal, source] commands in
            for id in new {
                guard let party = try Parties.find(id, commands.transaction) else { continue }
                try AuditTrail.write(
                    "owner.export", subject: "events", of: party.manufacturer, as: principal, from: source, about: id,
                    reason: reason, commands.transaction)
            }
        }
        told.formUnion(new)
    }
}
