import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// By which published tables numbers are read.
    func referenceTables(_ call: Call) throws -> Response {
        let tables = try call.registry.referenceTables(as: call.principal)
        var page = ReferenceTablesPage(tables: tables.map { ReferenceTablesPage.Table($0, words: words) })
        if Access.allows(call.principal, .manageReferences) {
            page.edit = Link(Words.text("edit.referenceTables"), Href(["edit", "reference-tables"]))
        }
        return try respond(page, to: call)
    }
}

extension ReferenceTablesPage.Table {
    init(_ table: ReferenceTableAnswer, words: Words) {
        var facts = [Fact(Words.text("word.version"), table.facts.version)]
        if !table.facts.source.isEmpty { facts.append(Fact(Words.text("referenceTables.source"), table.facts.source)) }
        if let time = table.replacedAt {
            let note =
                table.isBuiltInNewer
                ? Words.text("referenceTables.theProgramHasA", ["builtInVersion": "\(table.builtInVersion)"]) : nil
            facts.append(Fact(Words.text("referenceTables.inUseSince"), CivilDate(microseconds: time).text, note: note))
        }
        self.init(
            anchor: table.kind.rawValue, title: words.referenceTable(table.kind.rawValue), facts: facts,
            licence: table.facts.notice.isEmpty ? nil : table.facts.notice,
            warning: table.warning.map {
                Notice(.attention, Words.text("referenceTables.aStoredFileCannot"), text: $0)
            },
            download: Link(Words.text("referenceTables.downloadTheFile"), .referenceTable(table.kind.rawValue)))
    }
}
