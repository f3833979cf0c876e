import Identifiers
package import Registry
package import Storage

/// A plan as it is kept.
package struct KeptPlan: Sendable {
    package var id: ID<KeptPlan>
    package private(set) var plan: MaintenancePlan
    /// From 1: how often it was set.
    package var version: Int64
    /// The JSON document, its names in order.
    package private(set) var document: String
    /// Whether it is for some units of its models only.
    package let isForSome: Bool

    init(id: ID<KeptPlan>, plan: MaintenancePlan, version: Int64, document: String) {
        self.id = id
        self.plan = plan
        self.version = version
        self.document = document
        isForSome = plan.population != nil
    }

    /// The same for readers who may not know which units it is for: how units were made is told to few.
    package func withholdingPopulation() throws -> KeptPlan {
        guard isForSome else { return self }
        var kept = self
        kept.plan.population = nil
        kept.document = try DocumentValue.without("population", in: document, as: MaintenancePlan.kind)
        return kept
    }
}

/// The table `maintenance_plans`. Of each plan the last version holds, for all its units; what was done by an earlier one
/// counts on under the names of its tasks.
package enum MaintenancePlans {
    /// The most plans of a manufacturer.
    package static let most = 2_000

    /// The plans of a manufacturer that hold: by name, the widest target first.
    package static func list(of manufacturer: ID<Manufacturer>, _ reader: any SQLReader) throws -> [KeptPlan] {
        sorted(try reader.all(MaintenancePlansSQL.list, [.integer(manufacturer.value), .integer(Int64(most))], read))
    }

    /// Those that can concern a model's units, also those set when it had another number.
    package static func list(of model: Model, _ reader: any SQLReader) throws -> [KeptPlan] {
        let found = try reader.all(
            MaintenancePlansSQL.ofModel,
            [
                .integer(model.manufacturer.value), .text(model.details.category ?? ""),
                .text(model.details.line ?? ""), .text(model.number.text), .integer(model.id.value),
                .text(OtherNumber.Kind.former.rawValue), .integer(Int64(most)),
            ], read)
        // What is for all models is for products: parts and containers are named where they are meant.
        return sorted(model.kind == .product ? found : found.filter { $0.plan.target != .everything })
    }

    /// Keeps the plans of a document: each takes the place of the one with the same name and target.
    /// - Throws: `maintenance.document`, `population.…`, `model.unknown`.
    package static func set(
        document: String, of manufacturer: Manufacturer, as principal: Principal,
        from source: RequestSource = .local, _ transaction: any SQLTransaction
    ) throws -> [KeptPlan] {
        try transaction.claim(Claim("maintenance", "plans \(manufacturer.id)"), .exclusive)
        var count = try list(of: manufacturer.id, transaction).count
        var kept: [KeptPlan] = []
        for (plan, value) in try MaintenancePlan.written(in: document) {
            let text = try value.text()
            let last = try last(of: plan.name, plan.target, manufacturer.id, transaction)
            if let last, last.holds {
                if last.kept.document == text {
                    kept.append(last.kept)
                    continue
                }
                try transaction.run(
                    MaintenancePlansSQL.retire, [.integer(transaction.now), .integer(last.kept.id.value)], changing: 1)
                count -= 1
            }
            guard count < most else {
                throw RegistryError(.valueInvalid, "A manufacturer has at most \(most) maintenance plans.")
            }
            try Effectivity.check(plan.population, of: plan.target, manufacturer, transaction)
            let new = KeptPlan(
                id: ID(transaction.newID()), plan: plan, version: (last?.kept.version ?? 0) + 1, document: text)
            try insert(new, of: manufacturer, as: principal, transaction)
            try AuditTrail.write(
                "maintenancePlan.set", subject: plan.name, of: manufacturer.id, as: principal, from: source,
                detail: "\(plan.target.words), version \(new.version)", transaction)
            count += 1
            kept.append(new)
        }
        return kept
    }

    /// The last version of a plan, also of one that has ended.
    private static func last(
        of name: String, _ target: ModelTarget, _ manufacturer: ID<Manufacturer>, _ reader: any SQLReader
    ) throws -> (kept: KeptPlan, holds: Bool)? {
        try reader.first(
            MaintenancePlansSQL.last,
            [.integer(manufacturer.value), .text(target.scope.rawValue), .text(target.text), .text(name)]
        ) { row in (try read(row), row.isNull(3)) }
    }

    private static func insert(
        _ new: KeptPlan, of manufacturer: Manufacturer, as principal: Principal, _ transaction: any SQLTransaction
    ) throws {
        try transaction.run(
            MaintenancePlansSQL.insert,
            [
                .integer(new.id.value), .integer(manufacturer.id.value), .text(new.plan.target.scope.rawValue),
                .text(new.plan.target.text), .text(new.plan.name), .integer(new.version), .text(new.document),
                .integer(transaction.now), .text(principal.auditName),
            ])
    }

    /// Ends a plan. What was done by it stays in the units' histories.
    /// - Throws: `maintenance.planUnknown`.
    package static func remove(
        _ id: ID<KeptPlan>, of manufacturer: Manufacturer, as principal: Principal, from source: RequestSource = .local,
        _ transaction: any SQLTransaction
    ) throws {
        let found = try transaction.first(MaintenancePlansSQL.byID, [.integer(id.value)]) { row in
            (owner: ID<Manufacturer>(row.integer(4)), kept: try read(row), holds: row.isNull(3))
        }
        guard let found, found.owner == manufacturer.id, found.holds else {
            throw RegistryError(
                .maintenancePlanUnknown, "\(manufacturer.name) has no such maintenance plan. List them.", field: "id")
        }
        try transaction.run(MaintenancePlansSQL.retire, [.integer(transaction.now), .integer(id.value)], changing: 1)
        try AuditTrail.write(
            "maintenancePlan.remove", subject: found.kept.plan.name, of: manufacturer.id, as: principal, from: source,
            detail: found.kept.plan.target.words, transaction)
    }

    private static func sorted(_ plans: [KeptPlan]) -> [KeptPlan] {
        plans.sorted { left, right in
            (left.plan.name, left.plan.target.narrowness, left.plan.target.text)
                < (right.plan.name, right.plan.target.narrowness, right.plan.target.text)
        }
    }

    private static func read(_ row: borrowing Row) throws -> KeptPlan {
        let document = row.text(1)
        do throws(RegistryError) {
            let plan = try MaintenancePlan(DocumentFields(document: document, as: MaintenancePlan.kind))
            return KeptPlan(id: ID(row.integer(0)), plan: plan, version: row.integer(2), document: document)
        } catch {
            throw StorageError(.damaged, "A maintenance plan in the database cannot be read: \(error.sentence)")
        }
    }
}

private enum MaintenancePlansSQL {
    static let list = Statement(
        """
        SELECT id, document, version, retired_at
          FROM maintenance_plans
         WHERE manufacturer_id = $1
           AND retired_at IS NULL
         ORDER BY scope, target, name
         LIMIT $2
        """)
    static let last = Statement(
        """
        SELECT id, document, version, retired_at
          FROM maintenance_plans
         WHERE manufacturer_id = $1
           AND scope = $2
           AND target = $3
           AND name = $4
         ORDER BY version DESC
         LIMIT 1
        """)
    static let ofModel = Statement(
        """
        SELECT id, document, version, retired_at
          FROM maintenance_plans
         WHERE manufacturer_id = $1
           AND retired_at IS NULL
           AND (scope = 'all' OR (scope = 'category' AND target = $2) OR (scope = 'line' AND target = $3)
                OR (scope = 'model' AND (target = $4
                    OR target IN (SELECT number FROM model_aliases WHERE model_id = $5 AND kind = $6))))
         ORDER BY scope, target, name
         LIMIT $7
        """)
    static let byID = Statement(
        """
        SELECT id, document, version, retired_at, manufacturer_id
          FROM maintenance_plans
         WHERE id = $1
        """)
    static let insert = Statement(
        """
        INSERT INTO maintenance_plans (id, manufacturer_id, scope, target, name, version, document, set_at, set_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """)
    static let retire = Statement("UPDATE maintenance_plans SET retired_at = $1 WHERE id = $2")
}
