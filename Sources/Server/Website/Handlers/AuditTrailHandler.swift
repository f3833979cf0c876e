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
                notice: Notice(.attention, Words.text("auditTrail.nothingWasLookedFor"), ErrorText(error)))
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
                    [Link(Words.text("word.manufacturers"), .manufacturers), Link(maker ?? $0, .manufacturer($0))],
                    here: Words.text("auditTrail.title"))
            },
            eyebrow: maker ?? Words.text("auditTrail.theWholeRegistry"), notice: notice, action: .auditTrail(slug),
            fields: Self.fields(call), isFiltered: !query.isEmpty,
            table: lines.isEmpty ? nil : Self.table(lines, ofAll: slug == nil, words: words),
            empty: lines.isEmpty && notice == nil
                ? EmptyState(Words.text("auditTrail.noEntry"), text: Words.text("auditTrail.nothingLikeThisStands"))
                : nil,
            pagination: lines.isEmpty
                ? nil
                : Pagination(
                    first: isFirst ? nil : .auditTrail(slug, query: query),
                    next: next.map { .auditTrail(slug, query: query + [("after", $0)]) },
                    position: isFirst && next == nil
                        ? Words.text("auditTrail.inAll", ["lines": "\(lines.count)"])
                        : Words.text("auditTrail.onThisPage", ["lines": "\(lines.count)"])),
            downloads: lines.isEmpty
                ? []
                : [
                    Link(Words.text("word.downloadAsCsv"), .auditTrail(slug, query: query + [("as", "csv")])),
                    Link(
                        Words.text("auditTrail.downloadAsLinesOf"), .auditTrail(slug, query: query + [("as", "ndjson")])
                    ),
                ],
            retention: Access.allows(call.principal, .erase)
                ? Link(Words.text("auditTrail.howLongReasonsAnd"), .retention) : nil)
    }

    private static func fields(_ call: Call) -> [FormField] {
        [
            FormField("since", Words.text("auditTrail.from"), .date, value: call.query["since"] ?? ""),
            FormField("until", Words.text("auditTrail.upTo"), .date, value: call.query["until"] ?? ""),
            FormField("who", Words.text("word.who"), value: call.query["who"] ?? ""),
            FormField("action", Words.text("word.what"), .code, value: call.query["action"] ?? ""),
            FormField("subject", Words.text("auditTrail.toWhat"), .code, value: call.query["subject"] ?? ""),
        ]
    }

    private static func table(_ lines: [AuditTrailLine], ofAll: Bool, words: Words) -> DataTable {
        var columns: [DataTable.Column] = [
            .init(Words.text("auditTrail.whenUtc")), .init(Words.text("word.who")), .init(Words.text("word.what")),
            .init(Words.text("auditTrail.toWhat")), .init(Words.text("word.why")),
        ]
        if ofAll { columns.append(.init(Words.text("auditTrail.from"))) }
        return DataTable(
            caption: Words.text("auditTrail.entriesOfTheAudit"), columns: columns,
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
        return reason.text.map { "“\($0)”" } ?? Words.text("word.erased")
    }

    private static func from(_ entry: AuditEntry) -> String {
        entry.network.map { $0.text ?? Words.text("word.erased") } ?? ""
    }
}
