import Identifiers
package import Registry
package import Storage

/// How long a job takes by the manufacturer's standard, for the units of a target.
package struct LabourTime: Hashable, Sendable {
    package var target: ModelTarget
    /// The labour code, as claims name it.
    package var code: String
    package var title: String
    package var minutes: Int64

    package init(_ code: String, for target: ModelTarget = .everything, title: String, minutes: Int64) {
        self.target = target
        self.code = code
        self.title = title
        self.minutes = minutes
    }
}

/// The table `labour_times`.
package enum LabourTimes {
    package static let most = 5_000

    /// All of a manufacturer, by code, the widest target first.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [LabourTime] {
        try reader.all(LabourTimesSQL.list, [.integer(manufacturer.value), .integer(Int64(most))]) { row in
            (row.text(0), row.text(1), LabourTime(row.text(2), title: row.text(3), minutes: row.integer(4)))
        }
        .map { scope, target, time in
            var time = time
            time.target = try Self.target(scope, target, reader)
            return time
        }
        .sorted { ($0.code, $0.target.narrowness, $0.target.text) < ($1.code, $1.target.narrowness, $1.target.text) }
    }

    /// Those that hold for units of the model.
    package static func list(for model: Model, _ reader: any SQLReader) throws -> [LabourTime] {
        try list(of: model.manufacturer, reader).filter { time in
            switch time.target {
            case .everything: true
            case .category(let text): text == model.details.category
            case .line(let text): text == model.details.line
            case .model(let text): text == model.number.text
            }
        }
    }

    /// Of several times for one job, that of the narrowest target counts.
    static func narrowest(of code: String, in times: [LabourTime]) -> LabourTime? {
        times.filter { $0.code == code }.max { $0.target.narrowness < $1.target.narrowness }
    }

    /// - Throws: `value.invalid`, `model.unknown`.
    package static func set(
        _ time: LabourTime, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        try TextRules.check(time.code, field: "code", limit: 80)
        try TextRules.check(time.title, field: "title", limit: 200)
        guard (1...60_000).contains(time.minutes) else {
            throw RegistryError(.valueInvalid, "A job takes 1 to 60,000 minutes.", field: "minutes")
        }
        guard try list(of: manufacturer.id, transaction).count < most else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) labour times.", field: "code")
        }
        let key = try key(time.target, manufacturer, transaction)
        try transaction.run(
            LabourTimesSQL.put,
            [.integer(manufacturer.id.value)] + key + [
                .text(time.code), .text(time.title), .integer(time.minutes),
            ])
        try AuditTrail.write(
            "labourTime.set", subject: time.code, of: manufacturer.id, as: principal, from: source,
            detail: time.target.words, transaction)
    }

    /// - Throws: `labour.unknown`, `model.unknown`.
    package static func remove(
        _ code: String, for target: ModelTarget, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws {
        let values = [.integer(manufacturer.id.value)] + (try key(target, manufacturer, transaction)) + [.text(code)]
        guard try transaction.rowsChanged(by: LabourTimesSQL.remove, values) == 1 else {
            throw RegistryError(
                .labourUnknown, "There is no such labour time. List them: nameplate faults labour.", field: "code")
        }
        try AuditTrail.write(
            "labourTime.remove", subject: code, of: manufacturer.id, as: principal, from: source,
            detail: target.words, transaction)
    }

    /// A model is kept by its id: it may get another number.
    private static func key(
        _ target: ModelTarget, _ manufacturer: Manufacturer, _ reader: any SQLReader
    ) throws -> [SQLValue] {
        guard case .model(let number) = target else { return [.text(target.scope), .text(target.text)] }
        return [.text(target.scope), .text(try Models.require(number, of: manufacturer, reader).id.description)]
    }

    private static func target(
        _ scope: String, _ text: String, _ reader: any SQLReader
    ) throws -> ModelTarget {
        switch scope {
        case "category": .category(text)
        case "line": .line(text)
        case "model": .model(try Int64(text).flatMap { try Models.find(ID($0), reader) }?.number.text ?? text)
        default: .everything
        }
    }
}

private enum LabourTimesSQL {
    static let list = Statement(
        """
        SELECT scope, target, code, title, minutes
          FROM labour_times
         WHERE manufacturer_id = $1
         ORDER BY scope, target, code
         LIMIT $2
        """)
    static let put = Statement(
        """
        INSERT INTO labour_times (manufacturer_id, scope, target, code, title, minutes)
        VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (manufacturer_id, scope, target, code) DO UPDATE
           SET title = excluded.title, minutes = excluded.minutes
        """)
    static let remove = Statement(
        """
        DELETE FROM labour_times
         WHERE manufacturer_id = $1
           AND scope = $2
           AND target = $3
           AND code = $4
        """)
}
