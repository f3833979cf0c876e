import Identifiers
package import Registry
package import Storage

/// The table `required_tests`: what the units of a model must have passed before they may leave.
package enum RequiredTests {
    package static let most = 100

    /// Those of a model, by code.
    package static func list(of model: ID<Model>, _ reader: any SQLReader) throws -> [RequiredTest] {
        try reader.all(RequiredTestsSQL.list, [.integer(model.value)]) { row in
            RequiredTest(
                row.text(0), title: row.text(1), unit: row.optionalText(2), minimum: row.optionalText(3),
                maximum: row.optionalText(4))
        }
    }

    /// Adds a test, or says other things of it.
    /// - Throws: `value.invalid`.
    package static func set(
        _ test: RequiredTest, of model: Model, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        try test.check()
        try transaction.claim(Claim("required tests", model.id), .exclusive)
        try transaction.run(
            RequiredTestsSQL.put,
            [
                .integer(model.id.value), .text(test.code), .text(test.title), SQLValue(test.unit),
                SQLValue(test.minimum), SQLValue(test.maximum),
            ])
        guard try list(of: model.id, transaction).count <= most else {
            throw RegistryError(.valueInvalid, "A model has at most \(most) required tests.", field: "code")
        }
        try AuditTrail.write(
            "requiredTest.set", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: test.code, transaction)
    }

    /// - Throws: `test.unknown`.
    package static func remove(
        _ code: String, of model: Model, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let isRemoved = try transaction.rowsChanged(
            by: RequiredTestsSQL.remove, [.integer(model.id.value), .text(code)])
        guard isRemoved == 1 else {
            throw RegistryError(.testUnknown, "The model needs no such test.", field: "code")
        }
        try AuditTrail.write(
            "requiredTest.remove", subject: model.number.text, of: model.manufacturer, as: principal, from: source,
            detail: code, transaction)
    }
}

private enum RequiredTestsSQL {
    static let list = Statement(
        """
        SELECT code, title, unit_code, minimum, maximum
          FROM required_tests
         WHERE model_id = $1
         ORDER BY code
        """)
    static let put = Statement(
        """
        INSERT INTO required_tests (model_id, code, title, unit_code, minimum, maximum)
        VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (model_id, code) DO UPDATE
           SET title = excluded.title, unit_code = excluded.unit_code, minimum = excluded.minimum,
               maximum = excluded.maximum
        """)
    static let remove = Statement("DELETE FROM required_tests WHERE model_id = $1 AND code = $2")
}
