import Hummingbird
import Identifiers
import Nameplate
import Registry
import Safeguards

extension Site {
    /// Rows that a page shows; the table for spreadsheets holds all.
    private static let mostRows = 500

    /// The page on which a list is pasted.
    func emptyCheckList(_ call: Call) async throws -> Response { try respond(CheckListPage(), to: call) }

    /// The verdicts on a list that was pasted, as a page or as a table for spreadsheets.
    func checkList(_ call: Call) async throws -> Response {
        let form: [String: String]
        do {
            form = try await Form.read(call)
        } catch let error as RequestError where error.code == .bodyTooLarge {
            let page = CheckListPage(
                notice: Notice(
                    .attention, Words.text("word.theListIsToo"),
                    text: Words.text("checkList.sendItInParts"), link: Link(Words.text("word.how"), .api)))
            return try respond(page, to: call, status: 413)
        }
        // What cannot be seen would be sent back as something that can, and mean something else.
        let text = CleanText(form["list"] ?? "", limit: Limits.json).text
        let model = form["model"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let only = form["only"].flatMap(ListVerdict.Verdict.init(rawValue:))
        var page = CheckListPage(list: text, model: model ?? "")
        do {
            let (verdicts, counts) = try await verdicts(on: text, model: model, call)
            if form["as"] == "csv" { return Self.download(verdicts) }
            guard counts.entries > 0 else { return try respond(page, to: call) }
            page.result = CheckListPage.Result(verdicts, counts, only: only, most: Self.mostRows, words: words)
            return try respond(page, to: call)
        } catch let error as RegistryError where error.code == .listTooLong || error.code == .listInvalid {
            page.notice = Notice(.attention, Words.text("checkList.theListCannotBe"), ErrorText(error))
            return try respond(page, to: call, status: Problem(error).status)
        }
    }

    private func verdicts(
        on text: String, model: String?, _ call: Call
    ) async throws -> (verdicts: [ListVerdict], counts: ListCounts) {
        var reader = SerialListSyntax(guessing: text).reader
        var list = call.registry.listLookup(model: model, as: call.principal)
        let entries = try reader.read(Array(text.utf8)) + reader.finish()
        return (try await list.judge(entries), list.counts)
    }

    private static func download(_ verdicts: [ListVerdict]) -> Response {
        let bytes = CSVRow.bytes(ListVerdict.csvHeader) + verdicts.flatMap { CSVRow.bytes($0.csvCells) }
        var response = Response.bytes(bytes, "text/csv; charset=utf-8; header=present")
        response.headers[.contentDisposition] = "attachment; filename=\"checked-list.csv\""
        return response
    }
}

extension CheckListPage.Result {
    /// - Parameters:
    ///   - only: the verdict that is shown alone.
    ///   - most: rows of the table.
    init(_ verdicts: [ListVerdict], _ counts: ListCounts, only: ListVerdict.Verdict?, most: Int, words: Words) {
        let chosen = verdicts.filter { only == nil || $0.verdict == only }
        let all = EyesSwitch.Choice(
            value: "", label: Words.text("checkList.all", ["entries": Numbers.grouped(counts.entries)]),
            isChosen: only == nil)
        let each = ListVerdict.Verdict.allCases.filter { counts[$0] > 0 }.map { verdict in
            EyesSwitch.Choice(
                value: verdict.rawValue,
                label: "\(words.verdict(verdict.rawValue)) \(Numbers.grouped(counts[verdict]))",
                isChosen: only == verdict)
        }
        let rows = chosen.prefix(most).map { $0.cells(words) }
        self.init(
            summary: Words.text("count.entry", count: Int64(counts.entries)), choices: [all] + each,
            table: rows.isEmpty
                ? nil
                : DataTable(
                    caption: Words.text("checkList.verdicts"),
                    columns: [
                        .init(Words.text("checkList.entry")), .init(Words.text("word.line"), isNumber: true),
                        .init(Words.text("checkList.verdict")), .init(Words.text("checkList.product")),
                        .init(Words.text("word.remark")),
                    ],
                    rows: rows),
            more: chosen.count > most
                ? Words.text(
                    "checkList.theFirstOfAre", ["most": Numbers.grouped(most), "chosen": Numbers.grouped(chosen.count)])
                : nil)
    }
}

extension ListVerdict {
    fileprivate func cells(_ words: Words) -> [DataTable.Cell] {
        var product = ""
        var href: Href?
        if let manufacturer, let model {
            product = "\(manufacturer.name) \(model.number.text)"
            href =
                serial.map { .unit(manufacturer.slug, model.number.text, $0.text) }
                ?? .model(manufacturer.slug, model.number.text)
        }
        var remarks: [String] = []
        if let duplicateOf {
            remarks.append(Words.text("checkList.asOnLine", ["duplicateOf": Numbers.grouped(duplicateOf)]))
        }
        if let serial, serial.text != text { remarks.append(Words.text("checkList.marked", ["serial": serial.text])) }
        remarks += warnings.map { words.disposition($0.rawValue) + "." }
        if let state, !warnings.contains(state) { remarks.append(words.disposition(state.rawValue) + ".") }
        remarks += campaigns.map { "\(Words.text("campaignKind.\($0.kind.rawValue)")) \($0.number.text): \($0.title)." }
        remarks += thefts.map {
            "\(Words.text("theftKind.\($0.kind.rawValue)")), \(Words.text("theftState.\($0.state.rawValue)")): \($0.number.text)."
        }
        if let reason { remarks.append(reason) }
        return [
            .init(text.isEmpty ? "—" : text), .init(Numbers.grouped(line)),
            .init("", badge: Badge(words.verdict(verdict.rawValue), tone)), .init(product, href: href),
            .init(remarks.joined(separator: " ")),
        ]
    }

    private var tone: Tone {
        if !warnings.isEmpty || campaigns.contains(where: { $0.kind == .safetyRecall }) { return .bad }
        if !campaigns.isEmpty || !thefts.isEmpty { return .attention }
        switch verdict {
        case .found: return .good
        case .several, .modelOnly, .duplicate, .malformed, .cannotTell, .notLookedUp: return .attention
        case .notIssued, .unknown: return .bad
        case .empty: return .plain
        }
    }
}
