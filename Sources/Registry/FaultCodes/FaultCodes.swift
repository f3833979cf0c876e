package import Identifiers
package import Storage

/// The table `fault_codes`.
package enum FaultCodes {
    /// The most codes of a manufacturer.
    package static let most = 5_000
    private static let deepest = 10

    /// All of a manufacturer, by category and code.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [FaultCode] {
        try reader.all(FaultCodesSQL.list, [.integer(manufacturer.value), .integer(Int64(most))], row)
    }

    /// Those that units of the model may have: of its category and for all. Retired ones are among them.
    package static func list(for model: Model, _ reader: any SQLReader) throws -> [FaultCode] {
        try reader.all(
            FaultCodesSQL.ofCategory,
            [.integer(model.manufacturer.value), .text(model.details.category ?? ""), .integer(Int64(most))], row)
    }

    /// The code as units of the model may have it; that of its category before that for all.
    package static func find(_ code: String, for model: Model, _ reader: any SQLReader) throws -> FaultCode? {
        try find(code, model.details.category ?? "", model.manufacturer, reader)
            ?? find(code, "", model.manufacturer, reader)
    }

    private static func find(
        _ code: String, _ category: String, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> FaultCode? {
        try reader.first(FaultCodesSQL.find, [.integer(manufacturer.value), .text(category), .text(code)], row)
    }

    /// Refuses a code that is none of the model's, where its manufacturer has a tree for it. Events that are reported keep
    /// words that nobody knows; who asks for something chooses one that there is.
    /// - Throws: `fault.unknown`.
    package static func require(_ code: String, for model: Model, _ reader: any SQLReader) throws {
        if let found = try find(code, for: model, reader), !found.isRetired { return }
        let some = try reader.all(
            FaultCodesSQL.ofCategory,
            [.integer(model.manufacturer.value), .text(model.details.category ?? ""), .integer(1)], row)
        guard !some.isEmpty else { return }
        throw RegistryError(
            .faultUnknown,
            "'\(code.prefix(80))' is no fault code of \(model.number.text), or one that is not used any more. "
                + "List them: nameplate faults list.", field: "faultCode")
    }

    /// Refuses a code that none of several models of a manufacturer has, unless one of them has no tree at all.
    /// - Throws: `fault.unknown`.
    package static func require(
        _ codes: [String], forAnyOf models: [Model], of manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws {
        guard !codes.isEmpty else { return }
        let trees = Dictionary(grouping: try list(of: manufacturer, reader), by: \.category)
        let general = trees[""] ?? []
        var tree = general
        for category in Set(models.compactMap(\.details.category)) { tree += trees[category] ?? [] }
        let hasTree = models.allSatisfy { !general.isEmpty || trees[$0.details.category ?? ""] != nil }
        let known = Set(tree.lazy.filter { !$0.isRetired }.map(\.code))
        guard hasTree, let unknown = codes.first(where: { !known.contains($0) }) else { return }
        throw RegistryError(
            .faultUnknown,
            "'\(unknown.prefix(80))' is no fault code of these models, or one that is not used any more. "
                + "List them: nameplate faults list.", field: "faultCodes")
    }

    /// A code of a model, retired ones too, and those above it.
    /// - Throws: `fault.unknown` where its manufacturer has a tree for the model, and it is not in it.
    package static func path(from code: String, for model: Model, _ reader: any SQLReader) throws -> FaultPath {
        let all = try list(for: model, reader)
        guard all.isEmpty || all.contains(where: { $0.code == code }) else {
            throw RegistryError(
                .faultUnknown, "'\(code.prefix(80))' is no fault code of \(model.number.text).", field: "fault")
        }
        return FaultPath(from: code, among: all)
    }

    /// Keeps a code, new or said anew.
    /// - Throws: `value.invalid`, `category.unknown`, `fault.parent`.
    package static func set(
        _ code: FaultCode, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        _ = try put([code], of: manufacturer, transaction)
        try AuditTrail.write(
            "faultCode.set", subject: code.code, of: manufacturer.id, as: principal, from: source,
            detail: code.category.isEmpty ? nil : code.category, transaction)
    }

    /// Keeps several codes; others stay as they are. A wider one may come after those that stand below it.
    /// - Returns: how many were new or are said anew.
    /// - Throws: as for a single one.
    package static func set(
        _ codes: [FaultCode], of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws -> Int {
        let count = try put(codes, of: manufacturer, transaction)
        try AuditTrail.write(
            "faultCode.import", subject: manufacturer.slug, of: manufacturer.id, as: principal, from: source,
            detail: "\(count)", transaction)
        return count
    }

    /// Writes those that are not there yet as they are said, once all are in order.
    private static func put(
        _ codes: [FaultCode], of manufacturer: Manufacturer, _ transaction: any SQLTransaction
    ) throws -> Int {
        for category in Set(codes.map(\.category)) where !category.isEmpty {
            _ = try Categories.require(category, transaction)
        }
        for code in codes { try code.check() }
        try transaction.claim(Claim("fault codes", manufacturer.id), .exclusive)
        let known = try list(of: manufacturer.id, transaction)
        var tree = Dictionary(known.map { (Place($0.category, $0.code), $0) }) { $1 }
        let new = codes.filter { tree[Place($0.category, $0.code)] != $0 }
        for code in new { tree[Place(code.category, code.code)] = code }
        guard tree.count <= most else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) fault codes.", field: "code")
        }
        for code in new { try checkPlace(of: code, in: tree) }
        for code in new {
            try transaction.run(
                FaultCodesSQL.put,
                [
                    .integer(manufacturer.id.value), .text(code.category), .text(code.code), SQLValue(code.parent),
                    .text(code.kind.rawValue), .text(try FactText.text(code.titles)), SQLValue(code.isRetired),
                ])
        }
        return new.count
    }

    /// Where a code stands: of which category, and which it is there.
    private struct Place: Hashable {
        let category: String
        let code: String

        init(_ category: String, _ code: String) {
            self.category = category
            self.code = code
        }
    }

    /// A code stands below one that there is, and below itself nowhere.
    private static func checkPlace(of code: FaultCode, in tree: [Place: FaultCode]) throws(RegistryError) {
        var place = code
        for _ in 0..<deepest {
            guard let parent = place.parent else { return }
            guard let found = tree[Place(code.category, parent)] else {
                throw RegistryError(
                    .faultParent, "'\(place.code)' stands below '\(parent.prefix(80))', which there is not.",
                    field: "parent")
            }
            place = found
        }
        throw RegistryError(
            .faultParent, "'\(code.code)' stands below itself, or more than \(deepest) levels deep.", field: "parent")
    }

    private static func row(_ row: borrowing Row) throws -> FaultCode {
        FaultCode(
            row.text(1), of: row.text(0), below: row.optionalText(2), kind: try row.word(3),
            titles: try FactText.facts(row.text(4)),
            isRetired: row.flag(5))
    }
}

private enum FaultCodesSQL {
    static let list = Statement(
        """
        SELECT category, code, parent, kind, titles, is_retired
          FROM fault_codes
         WHERE manufacturer_id = $1
         ORDER BY category, code
         LIMIT $2
        """)
    static let ofCategory = Statement(
        """
        SELECT category, code, parent, kind, titles, is_retired
          FROM fault_codes
         WHERE manufacturer_id = $1
           AND category IN ('', $2)
         ORDER BY category, code
         LIMIT $3
        """)
    static let find = Statement(
        """
        SELECT category, code, parent, kind, titles, is_retired
          FROM fault_codes
         WHERE manufacturer_id = $1
           AND category = $2
           AND code = $3
        """)
    static let put = Statement(
        """
        INSERT INTO fault_codes (manufacturer_id, category, code, parent, kind, titles, is_retired)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (manufacturer_id, category, code) DO UPDATE
           SET parent = excluded.parent, kind = excluded.kind, titles = excluded.titles,
               is_retired = excluded.is_retired
        """)
}
