import IdentifierTables
package import Identifiers
package import Registry
import Storage

extension NameplateRegistry {
    /// The published tables by which numbers are read now; cheap to take, and to be taken anew for each question.
    package var referenceTables: ReferenceTables { referenceSnapshot.tables }

    /// The same with where they come from, shared.
    var referenceSnapshot: ReferenceTableCache.Snapshot { references.snapshot(database, now: moment) }

    /// Which tables are in use: version, source, notice, and where they come from. Anybody may know.
    package func referenceTables(as principal: Principal) throws -> [ReferenceTableAnswer] {
        try Access.require(principal, .look)
        let snapshot = referenceSnapshot
        return ReferenceTables.Kind.allCases.compactMap { ReferenceTableAnswer($0, snapshot, as: principal) }
    }

    /// The file of a table as it is in use. Anybody may have it: the licences of some ask for that.
    /// - Throws: `reference.unknown`.
    package func referenceContent(of kind: String, as principal: Principal) throws -> ReferenceBytes {
        try Access.require(principal, .look)
        let kind = try Self.referenceKind(kind)
        return referenceSnapshot.entries[kind]?.content ?? ReferenceTables.builtInBytes(of: kind)
    }

    /// Puts a newer file in the place of a table; it is read by from the next question on, by other processes within a
    /// second.
    /// - Parameters:
    ///   - isForced: whether an older file is taken too, one of which that cannot be told, and one that knows less.
    ///   - isDryRun: whether everything is checked and nothing is written.
    /// - Throws: `reference.damaged`, `gs1.table` with the line, `reference.kind`, `reference.unknown`,
    ///   `reference.older`, `reference.incomplete`, `access.forbidden`.
    package func updateReferenceTable(
        _ kind: String, with file: [UInt8], isForced: Bool = false, isDryRun: Bool = false, as principal: Principal,
        from source: RequestSource = .local
    ) async throws -> ReferenceTableChange {
        try Access.require(principal, .manageReferences)
        let kind = try Self.referenceKind(kind)
        let content = ReferenceBytes(file)
        let before = referenceSnapshot
        // Reading a large table takes a while: not on the thread of other requests.
        let (facts, digest, loss) = try await database.read { _ in
            if let found = try? ReferenceTables.Kind(recognizing: file), found != kind {
                throw RegistryError(
                    .referenceKind, "This file is a table '\(found.rawValue)', not '\(kind.rawValue)'.", field: "kind")
            }
            var tables = before.tables
            try tables.replace(kind, with: content)
            return (
                tables.facts(of: kind), StoredReferenceTable.Digest(of: content),
                tables.loss(of: kind, since: before.tables)
            )
        }
        let unusable = before.entries[kind].flatMap { $0.fault == nil ? nil : $0.stored?.id }
        let check: @Sendable (any SQLReader) throws -> Bool = { reader in
            let stored = try StoredReferenceTables.find(kind, reader).flatMap { $0.id == unusable ? nil : $0 }
            let builtIn = ReferenceTables.builtInBytes(of: kind)
            guard digest != stored?.digest ?? StoredReferenceTable.Digest(of: builtIn) else { return false }
            let current = stored?.facts ?? ReferenceTables.builtIn.facts(of: kind)
            if isForced { return true }
            try Self.requireNewer(facts, than: current)
            if let loss {
                throw RegistryError(
                    .referenceIncomplete,
                    "This table lacks \(loss), which the table in use knows: the file may be cut off. Force it if it is "
                        + "whole.", field: "force")
            }
            return true
        }
        let isChanged: Bool
        if isDryRun {
            isChanged = try await database.read(check)
        } else {
            isChanged = try await database.write { transaction in
                guard try check(transaction) else { return false }
                try StoredReferenceTables.replace(
                    kind, with: file, facts: facts, digest: digest, as: principal, from: source, transaction)
                return true
            }
            references.forget()
        }
        return ReferenceTableChange(
            kind: kind, facts: facts, previous: before.tables.facts(of: kind), isChanged: isChanged, isDryRun: isDryRun)
    }

    /// Uses the table built in again.
    /// - Throws: `reference.unknown`, `access.forbidden`.
    package func resetReferenceTable(
        _ kind: String, as principal: Principal, from source: RequestSource = .local
    ) async throws -> ReferenceTableChange {
        try Access.require(principal, .manageReferences)
        let kind = try Self.referenceKind(kind)
        let before = referenceSnapshot
        let isChanged = try await database.write {
            try StoredReferenceTables.remove(kind, as: principal, from: source, $0)
        }
        references.forget()
        return ReferenceTableChange(
            kind: kind, facts: ReferenceTables.builtIn.facts(of: kind), previous: before.tables.facts(of: kind),
            isChanged: isChanged, isDryRun: false)
    }

    private static func referenceKind(_ name: String) throws(RegistryError) -> ReferenceTables.Kind {
        guard let kind = ReferenceTables.Kind(rawValue: name) else {
            let known = ReferenceTables.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw RegistryError(.referenceUnknown, "The reference tables are \(known).", field: "kind")
        }
        return kind
    }

    private static func requireNewer(
        _ facts: ReferenceTables.Facts, than current: ReferenceTables.Facts
    ) throws(RegistryError) {
        let (new, old) = (facts.version, current.version)
        switch facts.isOlder(than: current) {
        case false: return
        case true:
            throw RegistryError(
                .referenceOlder, "The table in use is newer: '\(old)'. This one is '\(new)'. Force it to go back.",
                field: "force")
        case nil:
            throw RegistryError(
                .referenceOlder,
                "It cannot be told whether '\(new)' is newer than the table in use, '\(old)': a version names its date. "
                    + "Force it if it is.", field: "force")
        }
    }
}
