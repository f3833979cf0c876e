import Nameplate
import Registry

// What has become of many units in campaigns, pasted as a table.

extension Site {
    static let remedyTable: EditForm = {
        var form = EditForm(
            "remedyTable", Routes.taking(.post, "/manufacturers/{manufacturer}/campaigns/remedies"),
            [.prose("table"), .flag("dryRun"), .flag("skipErrors")], subject: "table"
        ) { call, _ in .edit(call.values["manufacturer"] ?? "", "campaigns", done: "remedyTable") }
        form.shows = shown
        return form
    }()

    private static func shown(_ answer: JSONValue) -> FormSection {
        func fact(_ key: String, _ name: String) -> Fact {
            Fact(Words.text(key), Numbers.grouped(answer[name]?.integer ?? 0))
        }
        let errors = answer["errors"]?.elements ?? []
        var section = FormSection(
            "answer", Words.text("editForm.remedyTable"),
            text: answer["dryRun"]?.boolean == true ? Words.text("import.nothingIsWrittenYet") : nil,
            facts: [
                fact("remedyTable.reported", "reported"), fact("remedyTable.unchanged", "unchanged"),
                Fact(Words.text("remedyTable.errors"), Numbers.grouped(errors.count)),
            ])
        section.isWide = true
        guard !errors.isEmpty else { return section }
        section.table = DataTable(
            caption: Words.text("remedyTable.errors"),
            columns: [.init(Words.text("word.line"), isNumber: true), .init(Words.text("word.remark"))],
            rows: errors.prefix(Limits.page).map { error in
                let text = ErrorText(code: error["code"]?.text ?? "", ofPage: error["sentence"]?.text ?? "")
                return [
                    .init(Numbers.grouped(error["line"]?.integer ?? 0)),
                    .init([text.sentence, text.particulars].compactMap(\.self).joined(separator: " ")),
                ]
            })
        return section
    }
}
