import Foundation
package import Identifiers
package import Registry
package import Storage

/// The table `warranty_extensions`.
package enum CoverExtensions {
    /// The most extensions of a unit.
    package static let most = 100

    package static func list(of unit: UnitKey, _ reader: any SQLReader) throws -> [CoverExtension] {
        try reader.all(
            CoverExtensionsSQL.list,
            [.integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial), .integer(Int64(most))]
        ) { row in try read(row.text(0), row.text(1), row.optionalText(2)) }
    }

    /// The extensions of a model's units from one find key to another, by find key and serial.
    static func list(
        of model: ID<Model>, from first: String, to last: String, _ reader: any SQLReader
    ) throws -> [String: [CoverExtension]] {
        var found: [String: [CoverExtension]] = [:]
        try reader.forEachRow(CoverExtensionsSQL.range, [.integer(model.value), .text(first), .text(last)]) { row in
            found["\(row.text(3)) \(row.text(4))", default: []].append(
                try read(row.text(0), row.text(1), row.optionalText(2)))
            return true
        }
        return found
    }

    /// The units of a model that have extensions and no row: none but these differ from the rest of their batch.
    static func rowlessUnits(of model: ID<Model>, _ reader: any SQLReader) throws -> [UnitRow] {
        var keys: [UnitKey] = []
        try reader.forEachRow(CoverExtensionsSQL.withoutRow, [.integer(model.value)]) { row in
            let serial = row.text(1)
            keys.append(UnitKey(model, try SerialNumber(parsing: serial.isEmpty ? row.text(0) : serial)))
            return true
        }
        let formats = keys.isEmpty ? [] : try SerialFormats.list(of: model, reader)
        return try keys.compactMap { try Units.implied($0, formats: formats, reader) }
    }

    /// Gives a unit more cover.
    /// - Parameter document: as `docs/warranty.md` describes it.
    /// - Throws: `warranty.document`, `warranty.versionTaken` where the unit has another one of this reference.
    @discardableResult
    package static func add(
        document: String, to unit: UnitKey, of manufacturer: ID<Manufacturer>, model: String,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> CoverExtension {
        let value = try DocumentValue.parse(document, as: CoverExtension.kind)
        let more = try CoverExtension(DocumentFields(value, at: "", of: CoverExtension.kind))
        let text = try value.text()
        let known = try list(of: unit, transaction)
        if let same = known.first(where: { $0.reference == more.reference }) {
            guard same == more else {
                throw RegistryError(
                    .warrantyVersionTaken,
                    "The unit has an extension '\(more.reference)' already, which says something else. Give this one "
                        + "another reference.", field: "reference")
            }
            return same
        }
        guard known.count < most else {
            throw RegistryError(.valueInvalid, "A unit has at most \(most) extensions.", field: "reference")
        }
        try transaction.run(
            CoverExtensionsSQL.insert,
            [
                .integer(unit.model.value), .text(unit.serial.key), .text(unit.storedSerial), .text(more.reference),
                .text(text), .integer(transaction.now), .text(principal.auditName),
            ])
        try AuditTrail.write(
            "warranty.extend", subject: "\(model) \(unit.serial.text)", of: manufacturer, as: principal, from: source,
            detail: "\(more.kind.rawValue) \(more.reference): \(more.coverage.length.text)", transaction)
        return more
    }

    /// Ends an extension on a day.
    /// - Throws: `warranty.extensionUnknown`.
    package static func cancel(
        _ reference: String, on day: CivilDate, of unit: UnitKey, of manufacturer: ID<Manufacturer>, model: String,
        as principal: Principal, from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        let changed = try transaction.rowsChanged(
            by: CoverExtensionsSQL.cancel,
            [
                .text(day.firstDay.isoText), .integer(unit.model.value), .text(unit.serial.key),
                .text(unit.storedSerial), .text(reference),
            ])
        guard changed == 1 else {
            throw RegistryError(
                .warrantyExtensionUnknown, "The unit has no extension '\(reference)'.", field: "reference")
        }
        try AuditTrail.write(
            "warranty.cancel", subject: "\(model) \(unit.serial.text)", of: manufacturer, as: principal, from: source,
            detail: "\(reference) on \(day.firstDay.isoText)", transaction)
    }

    private static func read(
        _ reference: String, _ document: String, _ cancelledOn: String?
    ) throws -> CoverExtension {
        var fields: CoverExtension
        do throws(RegistryError) {
            fields = try CoverExtension(DocumentFields(document: document, as: CoverExtension.kind))
        } catch {
            throw StorageError(.damaged, "The extension '\(reference)' cannot be read: \(error.sentence)")
        }
        fields.cancelledOn = try cancelledOn.map { try CivilDate(parsing: $0) }
        return fields
    }
}

extension CoverExtension {
    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        guard let reference = try fields.text("reference", limit: 100) else {
            throw fields.refusal("is missing; name the contract or case", "reference")
        }
        guard let object = try fields.object("coverage") else {
            throw fields.refusal("is missing", "coverage")
        }
        let from = try fields.date("from")
        self.init(
            try fields.word("kind") ?? .extended, reference, try Coverage(object),
            from.map { .on($0.firstDay) } ?? .afterCover, transfer: try fields.word("transfer") ?? .always,
            pausesInRepair: try fields.boolean("pausesInRepair") ?? false)
        try fields.finish()
    }
}

private enum CoverExtensionsSQL {
    static let list = Statement(
        """
        SELECT reference, document, cancelled_on
          FROM warranty_extensions
         WHERE model_id = $1
           AND serial_key = $2
           AND serial = $3
         ORDER BY reference
         LIMIT $4
        """)
    static let range = Statement(
        """
        SELECT reference, document, cancelled_on, serial_key, serial
          FROM warranty_extensions
         WHERE model_id = $1
           AND serial_key BETWEEN $2 AND $3
        """)
    static let withoutRow = Statement(
        """
        SELECT e.serial_key, e.serial
          FROM warranty_extensions AS e
         WHERE e.model_id = $1
           AND NOT EXISTS (
               SELECT 1
                 FROM units AS u
                WHERE u.model_id = e.model_id
                  AND u.serial_key = e.serial_key
                  AND u.serial = e.serial)
         GROUP BY e.serial_key, e.serial
         ORDER BY e.serial_key, e.serial
        """)
    static let insert = Statement(
        """
        INSERT INTO warranty_extensions (model_id, serial_key, serial, reference, document, added_at, added_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """)
    static let cancel = Statement(
        """
        UPDATE warranty_extensions
           SET cancelled_on = $1
         WHERE model_id = $2
           AND serial_key = $3
           AND serial = $4
           AND reference = $5
        """)
}
