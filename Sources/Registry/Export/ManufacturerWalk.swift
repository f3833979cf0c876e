package import Storage

/// Goes through the manufacturers whose rows somebody may take away, by short name.
package struct ManufacturerWalk: Sendable {
    let question: ExportQuestion
    let principal: Principal
    private var after = ""
    private var isAtEnd = false

    /// - Throws: `access.forbidden` where there is nothing that the principal may take away, `manufacturer.unknown`.
    init(_ question: ExportQuestion, as principal: Principal, _ reader: any SQLReader) throws {
        self.question = question
        self.principal = principal
        guard let slug = question.manufacturer else {
            for permission in question.table.exportPermissions {
                try Access.require(principal, permission, .anything)
            }
            if question.showsOwners { try Access.require(principal, .readOwners) }
            return
        }
        let manufacturer = try Manufacturers.require(slug, reader)
        for permission in question.table.exportPermissions {
            try Access.require(principal, permission, of: manufacturer.id)
        }
        if question.showsOwners { try Access.require(principal, .readOwners, of: manufacturer.id) }
    }

    /// Whether the principal may take away the manufacturer's rows.
    func allows(_ manufacturer: ID<Manufacturer>) -> Bool {
        question.table.exportPermissions.allSatisfy { Access.allows(principal, $0, of: manufacturer) }
    }

    /// The next manufacturers, perhaps none; nil at the end.
    package mutating func next(_ reader: any SQLReader) throws -> [Manufacturer]? {
        guard !isAtEnd else { return nil }
        if let slug = question.manufacturer {
            isAtEnd = true
            return [try Manufacturers.require(slug, reader)]
        }
        let page = try Manufacturers.list(after: after, limit: ExportLimit.models, reader)
        guard let last = page.last else {
            isAtEnd = true
            return nil
        }
        after = last.slug
        return page.filter { allows($0.id) }
    }
}

struct ManufacturerRows: ExportRows {
    private var walk: ManufacturerWalk

    init(_ walk: ManufacturerWalk) {
        self.walk = walk
    }

    mutating func next(_ reader: any SQLReader) throws -> [ExportRow]? {
        try walk.next(reader)?.map { ExportRow($0) }
    }
}

extension ExportRow {
    init(_ manufacturer: Manufacturer) {
        self.init([
            .text(manufacturer.slug), .text(manufacturer.name), .init(manufacturer.country),
            .init(manufacturer.gs1Prefixes), .init(manufacturer.worldManufacturerIdentifiers), .init(manufacturer.note),
        ])
    }
}
