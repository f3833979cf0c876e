package import AfterSales
package import Registry

/// A claim that a row of a table files.
package struct ClaimTableRow: Hashable, Sendable {
    /// On which the row begins, from 1.
    package var line: Int
    package var model: String
    package var serial: String
    package var details: ClaimDetails
    /// For which of the principal's sites; nil for the only one.
    package var site: String?
    /// Whether it is handed over at once.
    package var submits: Bool

    /// So many claims a table files at most.
    package static let most = 1_000

    package init(line: Int, model: String, serial: String, _ details: ClaimDetails, site: String?, submits: Bool) {
        (self.line, self.model, self.serial, self.details) = (line, model, serial, details)
        (self.site, self.submits) = (site, submits)
    }

    /// What is wrong with the row of a line, with the field that it is about.
    package static func problem(_ error: RegistryError, on line: Int) -> RegistryError {
        RegistryError(error.code, "Line \(line): \(error.sentence)", field: error.field)
    }
}

/// What a table of claims does.
package struct FiledClaims: Hashable, Sendable {
    /// In the order of the rows.
    package var numbers: [ClaimNumber] = []
    package var submitted = 0

    package init() {}
}

extension Commands {
    /// Files the claims of a table, all or none.
    /// - Throws: what ``fileClaim(_:aboutUnit:model:of:at:submits:)`` throws, with the line in its sentence.
    package func fileClaims(_ rows: [ClaimTableRow], of slug: String) throws -> FiledClaims {
        var filed = FiledClaims()
        for row in rows {
            do {
                let answer = try fileClaim(
                    row.details, aboutUnit: row.serial, model: row.model, of: slug, at: row.site, submits: row.submits)
                filed.numbers.append(answer.claim.number)
            } catch let error as RegistryError {
                throw ClaimTableRow.problem(error, on: row.line)
            }
            if row.submits { filed.submitted += 1 }
        }
        return filed
    }
}

extension NameplateRegistry {
    /// What filing the claims of a table would do; nothing is kept.
    /// - Throws: as ``Commands/fileClaims(_:of:)``.
    package func tryClaims(
        _ rows: [ClaimTableRow], of slug: String, as principal: Principal
    ) async throws -> FiledClaims {
        try await rehearse(as: principal) { try $0.fileClaims(rows, of: slug) }
    }
}
