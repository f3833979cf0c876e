import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The audit trail: all of it, or the part of the manufacturer that the path names.
    func auditTrail(_ call: Call) async throws -> Response {
        let slug = call.values["manufacturer"]
        let maker =
            if let slug { try await call.registry.manufacturer(slug, as: call.principal).name } else { String?.none }
        let question: AuditTrailQuestion
        do {
            question = try AuditTrailQuestion(call)
        } catch {
            let page = AuditTrailPage(
                nil, of: slug, maker, call, words: words,
                notice: Notice(.attention, "Nothing was looked for", text: error.sentence))
            return try respond(page, to: call, status: 422)
        }
        let forms: [String: AuditTrailStream.Form] = ["csv": .table, "ndjson": .lines]
        if let name = call.query["as"], let form = forms[name] {
            var response = try await AuditTrailStream(form: form).response(question, of: slug, call)
            response.headers[.contentDisposition] =
                "attachment; filename=\"audit-trail-\(call.registry.today.isoText).\(name)\""
            return response
        }
        let answer = try await call.registry.auditTrail(
            question, of: slug, before: call.trailPlace(), limit: Limits.page, as: call.principal)
        return try respond(AuditTrailPage(answer, of: slug, maker, call, words: words), to: call)
    }
}

extension AuditTrailPage {
    /// - Parameter answer: nil where nothing could be looked for.
    init(
        _ answer: AuditTrailAnswer?, of slug: String?, _ maker: String?, _ call: Call, words: Words,
        notice: Notice? = nil
    ) {
        let query = AuditTrailQuestion.parameters.map(\.name).compactMap { name in
            call.query[name].flatMap { $0.isEmpty ? nil : (name, $0) }
        }
        let lines = answer?.items ?? []
        let isFirst = call.query["after"] == nil
        let next = answer?.next.map { Cursor.text($0.cursorKey, in: call.path) }
        self.init(
            breadcrumb: slug.map {
                Breadcrumb(
                    [Link("Manufacturers", .manufacturers), Link(maker ?? $0, .manufacturer($0))], here: "Audit trail")
            },
            eyebrow: maker ?? "The whole registry", notice: notice, action: .auditTrail(slug),
            fields: Self.fields(call), isFiltered: !query.isEmpty,
            table: lines.isEmpty ? nil : Self.table(lines, ofAll: slug == nil, words: words),
            empty: lines.isEmpty && notice == nil
                ? EmptyState("No entry", text: "Nothing like this stands in the audit trail.") : nil,
            pagination: lines.isEmpty
                ? nil
                : Pagination(
                    first: isFirst ? nil : .auditTrail(slug, query: query),
                    next: next.map { .auditTrail(slug, query: query + [("after", $0)]) },
                    position: isFirst && next == nil ? "\(lines.count) in all" : "\(lines.count) on this page"),
            downloads: lines.isEmpty
                ? []
                : [
                    Link("Download as CSV", .auditTrail(slug, query: query + [("as", "csv")])),
                    Link("Download as lines of JSON", .auditTrail(slug, query: query + [("as", "ndjson")])),
                ],
            retention: Access.allows(call.principal, .erase)
                ? Link("How long reasons and addresses are kept", .retention) : nil)
    }

    private static func fields(_ call: Call) -> [FormField] {
        [
            FormField("since", "From", .date, value: call.query["since"] ?? ""),
            FormField("until", "Up to", .date, value: call.query["until"] ?? ""),
            FormField("who", "Who", value: call.query["who"] ?? ""),
            FormField("action", "What", .code, value: call.query["action"] ?? ""),
            FormField("subject", "To what", .code, value: call.query["subject"] ?? ""),
        ]
    }

    private static func table(_ lines: [AuditTrailLine], ofAll: Bool, words: Words) -> DataTable {
        var columns: [DataTable.Column] = [
            .init("When (UTC)"), .init("Who"), .init("What"), .init("To what"), .init("Why"),
        ]
        if ofAll { columns.append(.init("From")) }
        return DataTable(
            caption: "Entries of the audit trail, newest first", columns: columns,
            rows: lines.map { line in
                let entry = line.entry
                let moment = Moment(microseconds: entry.at)
                var cells = [
                    DataTable.Cell("\(moment.machineDate) \(moment.clockText.prefix(5))"),
                    DataTable.Cell(line.accountName ?? entry.principal),
                    DataTable.Cell(words.audit(entry.action)),
                    DataTable.Cell(
                        [ofAll ? line.manufacturer?.slug : nil, line.subjectName ?? entry.subject].compactMap(\.self)
                            .joined(separator: " ")
                    ),
                    DataTable.Cell(why(entry)),
                ]
                if ofAll { cells.append(DataTable.Cell(from(entry))) }
                return cells
            })
    }

    private static func why(_ entry: AuditEntry) -> String {
        guard let reason = entry.reason else { return entry.detail ?? "" }
        return reason.text.map { "“\($0)”" } ?? "Erased"
    }

    private static func from(_ entry: AuditEntry) -> String {
        entry.network.map { $0.text ?? "Erased" } ?? ""
    }
}
