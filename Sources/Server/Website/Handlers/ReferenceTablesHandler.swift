import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// By which published tables numbers are read.
    func referenceTables(_ call: Call) throws -> Response {
        let tables = try call.registry.referenceTables(as: call.principal)
        return try respond(
            ReferenceTablesPage(tables: tables.map { ReferenceTablesPage.Table($0, words: words) }), to: call)
    }
}

extension ReferenceTablesPage.Table {
    init(_ table: ReferenceTableAnswer, words: Words) {
        var facts = [Fact("Version", table.facts.version)]
        if !table.facts.source.isEmpty { facts.append(Fact("Source", table.facts.source)) }
        if let time = table.replacedAt {
            let note = table.isBuiltInNewer ? "The program has a newer one: \(table.builtInVersion)." : nil
            facts.append(Fact("In use since", CivilDate(microseconds: time).text, note: note))
        }
        self.init(
            anchor: table.kind.rawValue, title: words.referenceTable(table.kind.rawValue), facts: facts,
            licence: table.facts.notice.isEmpty ? nil : table.facts.notice,
            warning: table.warning.map { Notice(.attention, "A stored file cannot be used", text: $0) },
            download: Link("Download the file", .referenceTable(table.kind.rawValue)))
    }
}
