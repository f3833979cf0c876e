import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The form to issue serial numbers of a model, for eyes that may.
    func issueForm(_ call: Call) async throws -> Response {
        let form = try await IssueForm(call)
        let notice = call.number("adopted").map { Notice.adopted($0) }
        return try respond(await page(form, form.proposal, call, notice: notice), to: call)
    }

    /// Shows what the form would do, or does it.
    ///
    /// Issuing takes a token that this server gave out (see ``FormTokens``). A form that is sent twice, by a double click
    /// or by going back, issues once: both get the same batch.
    func issue(_ call: Call) async throws -> Response {
        let fields = try await Form.read(call)
        let form = try await IssueForm(call)
        var entry = IssueEntry(fields)
        if let pattern = fields["use"] { entry.pattern = pattern }
        guard fields["do"] == "issue", fields["use"] == nil else {
            return try respond(await page(form, entry, call), to: call)
        }
        guard let key = tokens.requestKey(of: fields["token"], for: call.path, as: call.principal) else {
            let page = try await page(form, entry, call, isSent: true, notice: .agedForm)
            return try respond(page, to: call, status: 409)
        }
        let draft: BatchDraft
        do {
            draft = try entry.draft()
        } catch {
            return try respond(await page(form, entry, call, isSent: true), to: call, status: 422)
        }
        return try await issue(draft, form, entry, key, call)
    }

    private func issue(
        _ draft: BatchDraft, _ form: IssueForm, _ entry: IssueEntry, _ key: String, _ call: Call
    ) async throws -> Response {
        let request = IdempotentRequest(route: "POST \(call.path)", key: key, body: entry.bytes)
        let (slug, number) = (form.manufacturer.slug, form.number)
        do {
            let (stored, _) = try await call.registry.performOnce(
                request, as: call.principal, from: call.source
            ) { commands in
                let batch = try commands.issue(draft, addingFormat: true, of: slug, model: number)
                return StoredResponse(status: 303, body: Array(batch.number.utf8))
            }
            let batch = String(decoding: stored.body, as: UTF8.self)
            return redirect(to: .batch(slug, number, batch, query: [("issued", "true")]))
        } catch let error as RegistryError where error.code == .idempotencyMismatch {
            let page = try await page(form, entry, call, isSent: true, notice: .usedForm)
            return try respond(page, to: call, status: 409)
        } catch {
            guard let problem = Problem(of: error), problem.status != 403, problem.status < 500 else { throw error }
            let page = try await page(form, entry, call, isSent: true, refusal: problem)
            return try respond(page, to: call, status: problem.status)
        }
    }

    /// The page for what was entered.
    /// - Parameters:
    ///   - isSent: Whether the form was sent to issue: then what is missing is a problem too.
    ///   - refusal: Why the registry did not issue.
    private func page(
        _ form: IssueForm, _ entry: IssueEntry, _ call: Call, isSent: Bool = false, refusal: Problem? = nil,
        notice: Notice? = nil
    ) async throws -> IssuePage {
        let preview = try await call.registry.previewFormat(
            entry.question, model: form.number, of: form.manufacturer.slug, as: call.principal)
        var page = IssuePage(
            form, entry, preview, token: tokens.token(for: call.path, as: call.principal), isSent: isSent,
            refusal: refusal)
        page.notice = notice ?? page.notice
        return page
    }
}

/// What the form knows of the model, whatever is entered.
struct IssueForm: Sendable {
    var manufacturer: Manufacturer
    var number: String
    /// The patterns of the model's formats.
    var patterns: [String]
    var today: CivilDate

    init(_ call: Call) async throws {
        let answer = try await call.registry.model(
            call.segment("model"), of: call.segment("manufacturer"), as: call.principal)
        try Access.require(call.principal, .issue, of: answer.manufacturer.id)
        manufacturer = answer.manufacturer
        number = answer.model.number.text
        patterns = (answer.formats ?? []).map(\.format.format.pattern)
        today = call.registry.today
    }

    /// What stands in the fields before anybody has typed.
    var proposal: IssueEntry {
        var entry = IssueEntry([:])
        entry.pattern = patterns.last ?? ""
        entry.date = today.isoText
        return entry
    }
}

/// What somebody has entered, as typed.
struct IssueEntry: Sendable {
    var pattern: String
    var plant: String
    var line: String
    var date: String
    var count: String
    var batch: String

    init(_ fields: [String: String]) {
        func trimmed(_ name: String) -> String {
            let text = (fields[name] ?? "").drop { $0.isWhitespace }
            return String(text.reversed().drop { $0.isWhitespace }.reversed())
        }
        pattern = fields["pattern"] ?? ""
        (plant, line, date) = (trimmed("plant"), trimmed("line"), trimmed("date"))
        (count, batch) = (trimmed("count"), trimmed("batch"))
    }

    /// Nil where there is none or it cannot be read. Figures may be grouped, as they are on these pages.
    var countNumber: Int64? { Int64(count.filter { !$0.isWhitespace }) }

    var civilDate: CivilDate? { try? CivilDate(parsing: date) }

    var question: FormatQuestion {
        FormatQuestion(
            pattern: pattern, plant: Self.given(plant), line: Self.given(line), date: civilDate,
            count: countNumber.flatMap { $0 > 0 ? $0 : nil }, batch: Self.given(batch))
    }

    /// - Throws: a problem of the field that cannot be read.
    func draft() throws(Problem) -> BatchDraft {
        guard let count = countNumber, count > 0 else { throw Self.countProblem }
        guard date.isEmpty || civilDate != nil else { throw Self.dateProblem }
        return BatchDraft(
            number: Self.given(batch), count: count,
            fields: SerialFormat.Fields(plant: Self.given(plant), line: Self.given(line), date: civilDate),
            pattern: pattern)
    }

    static var countProblem: Problem {
        Problem(
            422, RegistryError.Code.valueInvalid.rawValue, Words.text("issue.sayHowManyAs"), field: "count")
    }
    static var dateProblem: Problem {
        Problem(
            422, IdentifierError.Code.date.rawValue, Words.text("word.giveTheDayAs"), field: "date")
    }

    /// All of it, to tell a form that was sent again from another one.
    var bytes: [UInt8] {
        JSONWriter.bytes { json in
            json.array([pattern, plant, line, date, count, batch]) { $0.value($1) }
        }
    }

    private static func given(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension Notice {
    fileprivate static func adopted(_ count: Int64) -> Notice {
        Notice(
            .good, Words.text("issue.known", ["count": Words.text("count.serialNumber", count: count)]),
            text: Words.text("issue.theLookUpFinds"))
    }

    fileprivate static var agedForm: Notice {
        Notice(
            .attention, Words.text("issue.nothingIsIssuedYet"),
            text: Words.text("word.thisPageHadGrown"))
    }
    fileprivate static var usedForm: Notice {
        Notice(
            .attention, Words.text("issue.nothingMoreIsIssued"),
            text:
                Words.text("issue.fromThisPageSerial")
        )
    }
}
