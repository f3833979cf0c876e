import Identifiers
import Storage

/// Taking back models that an import made and on which nothing was built.
extension Models {
    /// What hangs on a model, in words; nil where nothing does.
    /// - Parameter others: Models that go too.
    static func dependent(of id: ID<Model>, besides others: Set<ID<Model>>, _ reader: any SQLReader) throws -> String? {
        if try !SerialFormats.list(of: id, reader).isEmpty { return "serial formats" }
        if try !Batches.list(of: id, after: "", limit: 1, reader).isEmpty { return "batches" }
        if try !UnitRows.list(of: id, after: nil, limit: 1, reader).isEmpty { return "units" }
        if try !ModelNumbers.list(of: id, reader).isEmpty { return "other numbers" }
        if try !PartFits.uses(of: id, limit: 1, reader).isEmpty { return "models that it is a part of" }
        if try !PartSupersessions.predecessors(of: id, reader).isEmpty { return "parts whose place it takes" }
        for table in ImportTable.allCases {
            if let type = table.entry, try has(type, id, reader) { return table.rawValue }
        }
        if try !Documents.list(of: id, reader).isEmpty { return "documents" }
        let newer = try reader.all(ModelRemovalSQL.successors, [.integer(id.value)]) { ID<Model>($0.integer(0)) }
        return newer.allSatisfy { others.contains($0) } ? nil : "a successor"
    }

    private static func has<Entry: ModelEntry>(
        _ type: Entry.Type, _ id: ID<Model>, _ reader: any SQLReader
    ) throws -> Bool {
        let count = try reader.first(Entry.statements.count, [.integer(id.value), .integer(1)]) { $0.integer(0) }
        return count ?? 0 > 0
    }

    /// A model that is to go no longer says which one it replaces.
    static func forgetSuperseded(_ id: ID<Model>, _ transaction: any SQLTransaction) throws {
        try transaction.run(ModelRemovalSQL.forgetSuperseded, [.integer(id.value)])
    }

    /// Removes a model on which nothing hangs.
    static func remove(_ model: Model, as principal: Principal, _ transaction: any SQLTransaction) throws {
        try ExternalIDs.remove(of: model.id, transaction)
        try ModelWords.write(
            [], insteadOf: try ModelWords.words(of: model, transaction), of: model.id, transaction)
        for statement in [
            ModelRemovalSQL.deleteGTINs, ModelRemovalSQL.deleteSpecifications, ModelRemovalSQL.deleteFamilies,
            ModelRemovalSQL.delete,
        ] {
            try transaction.run(statement, [.integer(model.id.value)])
        }
        try AuditTrail.write(
            "model.remove", subject: model.number.text, of: model.manufacturer, as: principal, transaction)
    }
}

private enum ModelRemovalSQL {
    static let successors = Statement("SELECT id FROM models WHERE supersedes_id = $1")
    static let forgetSuperseded = Statement("UPDATE models SET supersedes_id = NULL WHERE id = $1")
    static let deleteGTINs = Statement("DELETE FROM model_gtins WHERE model_id = $1")
    static let deleteSpecifications = Statement("DELETE FROM model_specifications WHERE model_id = $1")
    static let deleteFamilies = Statement("DELETE FROM model_families WHERE model_id = $1")
    static let delete = Statement("DELETE FROM models WHERE id = $1")
}
