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
    /// - Parameter isShown: whether those of a model are among them.
    package static func list(
        of manufacturer: ID<Manufacturer>, where isShown: (Model) -> Bool = { _ in true }, _ reader: any SQLReader
    ) throws -> [LabourTime] {
        let times = try reader.all(
            LabourTimesSQL.list, [.integer(manufacturer.value), .integer(Int64(most))], row)
        let named = Set(times.compactMap { $0.target.scope == .model ? Int64($0.target.text) : nil })
        let models = try Models.find(named.map { ID($0) }, reader).filter(isShown)
        let numbers = Dictionary(models.map { ($0.id.description, $0.number.text) }) { first, _ in first }
        return sorted(
            times.compactMap { time in
                guard time.target.scope == .model else { return time }
                return numbers[time.target.text].map { time.of(.model($0)) }
            })
    }

    /// Those that hold for units of the model, as above.
    package static func list(for model: Model, _ reader: any SQLReader) throws -> [LabourTime] {
        let times = try reader.all(
            LabourTimesSQL.ofModel,
            [
                .integer(model.manufacturer.value), .text(model.details.category ?? ""),
                .text(model.details.line ?? ""), .text(model.id.description), .integer(Int64(most)),
            ], row)
        return sorted(times.map { $0.target.scope == .model ? $0.of(.model(model.number.text)) : $0 })
    }

    private static func sorted(_ times: [LabourTime]) -> [LabourTime] {
        times.sorted {
            ($0.code, $0.target.narrowness, $0.target.text) < ($1.code, $1.target.narrowness, $1.target.text)
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
        if time.target != .everything { try TextRules.check(time.target.text, field: "target", limit: 200) }
        let key = try key(time.target, manufacturer, transaction)
        // Two that come at once are counted one after the other.
        try transaction.claim(Claim("labour times", manufacturer.id), .exclusive)
        try transaction.run(
            LabourTimesSQL.put,
            [.integer(manufacturer.id.value)] + key + [
                .text(time.code), .text(time.title), .integer(time.minutes),
            ])
        let count = try transaction.first(LabourTimesSQL.count, [.integer(manufacturer.id.value)]) { $0.integer(0) }
        guard (count ?? 0) <= Int64(most) else {
            throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) labour times.", field: "code")
        }
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
        let scope = SQLValue.text(target.scope.rawValue)
        guard case .model(let number) = target else { return [scope, .text(target.text)] }
        return [scope, .text(try Models.require(number, of: manufacturer, reader).id.description)]
    }

    /// Of a model, the target holds the id instead of the number.
    private static func row(_ row: borrowing Row) throws -> LabourTime {
        LabourTime(
            row.text(2), for: ModelTarget(try row.word(0), row.text(1)), title: row.text(3), minutes: row.integer(4))
    }
}

extension LabourTime {
    fileprivate func of(_ target: ModelTarget) -> LabourTime {
        var time = self
        time.target = target
        return time
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
    static let ofModel = Statement(
        """
        SELECT scope, target, code, title, minutes
          FROM labour_times
         WHERE manufacturer_id = $1
           AND (scope = 'all' OR scope = 'category' AND target = $2 OR scope = 'line' AND target = $3
                OR scope = 'model' AND target = $4)
         ORDER BY scope, target, code
         LIMIT $5
        """)
    static let count = Statement("SELECT count(*) FROM labour_times WHERE manufacturer_id = $1")
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
