import Foundation
package import Identifiers
package import Registry
package import Storage

/// A term as it is kept.
package struct KeptTerm: Sendable {
    package var id: ID<KeptTerm>
    package private(set) var term: WarrantyTerm
    /// The JSON document, its names in order.
    package private(set) var document: String
    /// Whether it is for some units of its models only.
    package let isForSome: Bool

    init(id: ID<KeptTerm>, term: WarrantyTerm, document: String) {
        self.id = id
        self.term = term
        self.document = document
        isForSome = term.population != nil
    }

    /// The same for readers who may not know which units it is for: how units were made is told to few.
    package func withholdingPopulation() throws -> KeptTerm {
        guard isForSome else { return self }
        var kept = self
        kept.term.population = nil
        kept.document = try DocumentValue.without("population", in: document, as: WarrantyTerm.kind)
        return kept
    }
}

/// The table `warranty_terms`.
package enum WarrantyTerms {
    /// The most versions of all terms of a manufacturer.
    package static let most = 2_000

    /// All of a manufacturer: by name, the widest target first, then by version.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [KeptTerm] {
        sorted(
            try reader.all(WarrantyTermsSQL.list, [.integer(manufacturer.value), .integer(Int64(most))], read))
    }

    /// Those that can concern a model's units, also those set when it had another number. The others are not read: a page
    /// and a verdict ask for few of many.
    package static func list(of model: Model, _ reader: any SQLReader) throws -> [KeptTerm] {
        let found = try reader.all(
            WarrantyTermsSQL.ofModel,
            [
                .integer(model.manufacturer.value), .text(model.details.category ?? ""),
                .text(model.details.line ?? ""), .text(model.number.text), .integer(model.id.value),
                .text(OtherNumber.Kind.former.rawValue), .integer(Int64(most)),
            ], read)
        // What is for all models is for products: parts and containers are named where they are meant.
        return sorted(model.kind == .product ? found : found.filter { $0.term.target != .everything })
    }

    private static func sorted(_ terms: [KeptTerm]) -> [KeptTerm] {
        terms.sorted { left, right in
            (left.term.name, left.term.target.narrowness, left.term.target.text, left.term.version)
                < (right.term.name, right.term.target.narrowness, right.term.target.text, right.term.version)
        }
    }

    /// Keeps the terms of a document. Terms that are kept already stay as they are.
    /// - Parameter isBackdated: whether it is meant that a version takes the place of another one for units of the past.
    /// - Throws: `warranty.document`, `warranty.versionTaken`, `warranty.backdated`, `population.…`, `model.unknown`.
    package static func set(
        document: String, backdated isBackdated: Bool, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> [KeptTerm] {
        try transaction.claim(Claim("warranty", "terms \(manufacturer.id)"), .exclusive)
        var known = try list(of: manufacturer.id, transaction)
        var kept: [KeptTerm] = []
        for (term, value) in try WarrantyTerm.written(in: document) {
            let text = try value.text()
            if let same = known.first(where: { $0.term.isSameVersion(as: term) }) {
                guard same.document == text else { throw taken(term) }
                kept.append(same)
                continue
            }
            guard known.count < most else {
                throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) versions of terms.")
            }
            try Effectivity.check(term.population, of: term.target, manufacturer, transaction)
            if !isBackdated { try check(term, takesNothingFrom: known.map(\.term), at: transaction.now) }
            let new = KeptTerm(id: ID(transaction.newID()), term: term, document: text)
            try transaction.run(
                WarrantyTermsSQL.insert,
                [
                    .integer(new.id.value), .integer(manufacturer.id.value), .text(term.target.scope.rawValue),
                    .text(term.target.text), .text(term.name), .integer(Int64(term.version)), .text(text),
                    .integer(transaction.now), .text(principal.auditName),
                ])
            try AuditTrail.write(
                "warrantyTerm.set", subject: term.label, of: manufacturer.id, as: principal, from: source,
                detail: term.target.words + (isBackdated ? ", backdated" : ""), transaction)
            known.append(new)
            kept.append(new)
        }
        return kept
    }

    /// Takes back a version that was set by mistake.
    /// - Throws: `warranty.termUnknown`.
    package static func remove(
        _ id: ID<KeptTerm>, of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let kept = try require(id, of: manufacturer, transaction)
        try transaction.run(WarrantyTermsSQL.remove, [.integer(id.value)], changing: 1)
        try AuditTrail.write(
            "warrantyTerm.remove", subject: kept.term.label, of: manufacturer.id, as: principal, from: source,
            detail: kept.term.target.words, transaction)
    }

    /// - Throws: `warranty.termUnknown`.
    package static func require(
        _ id: ID<KeptTerm>, of manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> KeptTerm {
        let found = try reader.first(WarrantyTermsSQL.byID, [.integer(id.value)]) { row in
            (ID<Manufacturer>(row.integer(2)), try read(row))
        }
        guard let (owner, kept) = found, owner == manufacturer.id else {
            throw RegistryError(
                .warrantyTermUnknown, "\(manufacturer.name) has no such warranty term. List them.", field: "id")
        }
        return kept
    }

    private static func read(_ row: borrowing Row) throws -> KeptTerm {
        let document = row.text(1)
        do throws(RegistryError) {
            let term = try WarrantyTerm(DocumentFields(document: document, as: WarrantyTerm.kind))
            return KeptTerm(id: ID(row.integer(0)), term: term, document: document)
        } catch {
            throw StorageError(.damaged, "A warranty term in the database cannot be read: \(error.sentence)")
        }
    }

    /// A later version, or one for fewer models, changes what was promised to units that an earlier one holds for. So it
    /// says a day from which on it holds, and that day is not over.
    private static func check(
        _ term: WarrantyTerm, takesNothingFrom known: [WarrantyTerm], at now: Int64
    ) throws(RegistryError) {
        let today = CivilDate(microseconds: now)
        let holdsFromNowOn = [term.sold.from, term.produced.from].contains { $0.map { $0.firstDay >= today } ?? false }
        guard !holdsFromNowOn else { return }
        let others = known.filter { $0.name == term.name }
        let overtaken = others.first { other in
            other.target == term.target
                ? other.version > term.version || term.takesOver
                : other.target.narrowness < term.target.narrowness
        }
        guard let overtaken else { return }
        throw RegistryError(
            .warrantyBackdated,
            "This would change what '\(overtaken.label)' has promised to units that were sold. Let it hold for units sold or "
                + "made from today on ('sold' or 'produced' with 'from'), or say that it is meant to be backdated.",
            field: "sold")
    }

    private static func taken(_ term: WarrantyTerm) -> RegistryError {
        RegistryError(
            .warrantyVersionTaken,
            "Version \(term.version) of '\(term.name)' is set already and says something else. A version is never changed: "
                + "give this one another number, and the day from which on it holds.", field: "version")
    }
}

extension WarrantyTerm {
    fileprivate func isSameVersion(as other: WarrantyTerm) -> Bool {
        target == other.target && name == other.name && version == other.version
    }
}

private enum WarrantyTermsSQL {
    static let list = Statement(
        """
        SELECT id, document
          FROM warranty_terms
         WHERE manufacturer_id = $1
         ORDER BY scope, target, name, version
         LIMIT $2
        """)
    static let ofModel = Statement(
        """
        SELECT id, document
          FROM warranty_terms
         WHERE manufacturer_id = $1
           AND (scope = 'all' OR (scope = 'category' AND target = $2) OR (scope = 'line' AND target = $3)
                OR (scope = 'model' AND (target = $4
                    OR target IN (SELECT number FROM model_aliases WHERE model_id = $5 AND kind = $6))))
         ORDER BY scope, target, name, version
         LIMIT $7
        """)
    static let byID = Statement(
        """
        SELECT id, document, manufacturer_id
          FROM warranty_terms
         WHERE id = $1
        """)
    static let insert = Statement(
        """
        INSERT INTO warranty_terms (id, manufacturer_id, scope, target, name, version, document, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """)
    static let remove = Statement("DELETE FROM warranty_terms WHERE id = $1")
}
