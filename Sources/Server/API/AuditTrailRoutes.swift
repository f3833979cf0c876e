import Hummingbird
import Nameplate
import Registry

// The audit trail: who did or read what, when, from where, why.

extension Routes {
    private static let parameters = AuditTrailQuestion.parameters + Route.pageParameters
    private static let answer: Route.Answer = {
        var answer = Route.Answer.jsonOrCSV(
            Route.page(of: AuditTrailLine.schema),
            "a page, newest first; all of it where Accept asks for a table or lines")
        answer.contentTypes.append("application/x-ndjson")
        return answer
    }()

    static let auditTrail: [Route] = [
        Route(
            method: .get, path: "\(prefix)/audit-trail", permission: .audit,
            summary: "Read who did or read what, when, from where and why", query: parameters, answer: answer
        ) { call in try await auditTrail(of: nil, call) },
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/audit-trail", permission: .readTrail,
            summary: "Read who did what to a manufacturer's data, or read what is personal in it", query: parameters,
            answer: answer
        ) { call in try await auditTrail(of: call.segment("manufacturer"), call) },
    ]

    private static func auditTrail(of slug: String?, _ call: Call) async throws -> Response {
        let question = try AuditTrailQuestion(call)
        let accept = call.headers[.accept] ?? ""
        for form in AuditTrailStream.Form.allCases where accept.contains(form.mediaType) {
            return try await AuditTrailStream(form: form).response(question, of: slug, call)
        }
        let page = try await call.registry.auditTrail(
            question, of: slug, before: call.trailPlace(), limit: call.limit, as: call.principal)
        return .json { json in
            json.object { json in
                json.listField("items", page.items) { $1.write(to: &$0) }
                json.field("next", page.next.map { Cursor.text($0.cursorKey, in: call.path) })
            }
        }
    }
}

extension Call {
    /// After which entry the page begins. - Throws: `cursor.invalid`.
    func trailPlace() throws(RegistryError) -> AuditTrail.Place? {
        guard let key = try after() else { return nil }
        let parts = key.split(separator: ":").compactMap { Int64($0) }
        guard parts.count == 2 else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list; begin anew.", field: "after")
        }
        return AuditTrail.Place(at: parts[0], id: ID(parts[1]))
    }
}

extension AuditTrail.Place {
    var cursorKey: String { "\(at):\(id)" }
}

extension AuditTrailQuestion {
    static let parameters: [Route.Parameter] = [
        .init("since", .text(most: 40), "from this time on (RFC 3339; a date alone is its beginning in UTC)"),
        .init("until", .text(most: 40), "up to this time, or day"),
        .init("who", .text(), "who did it, by the name in the trail"),
        .init("action", .text(), "what was done, such as owner.read"),
        .init("subject", .text(most: 1_000), "what it was done to"),
    ]

    /// - Throws: `value.invalid` for a time that cannot be read.
    init(_ call: Call) throws(RegistryError) {
        self.init()
        func given(_ name: String) -> String? { call.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let text = given("since") { since = try ZonedTime(parsing: text, field: "since").microseconds }
        if let text = given("until") { until = try ZonedTime(parsing: text, field: "until").microseconds }
        who = given("who")
        action = given("action")
        subject = given("subject")
    }
}
