import Identifiers
package import Registry

/// A plan as a JSON document, as `docs/maintenance.md` describes it.
extension MaintenancePlan {
    /// No document holds more plans, and no plan more tasks.
    package static let mostPlans = 200
    package static let mostTasks = 200
    static let kind = DocumentKind(code: .maintenanceDocument, field: "plans")

    /// Reads one plan, or the list `plans` of several.
    /// - Throws: `maintenance.document` with the path of the field; `population.…` with the place in its text.
    package static func parse(document: String) throws(RegistryError) -> [MaintenancePlan] {
        try written(in: document).map(\.plan)
    }

    /// The same, each with its own part of the document.
    static func written(in document: String) throws(RegistryError) -> [(plan: MaintenancePlan, value: DocumentValue)] {
        let value = try DocumentValue.parse(document, as: kind)
        var fields = try DocumentFields(value, at: "", of: kind)
        guard fields.value("plans") != nil else { return [(try MaintenancePlan(fields), value)] }
        var plans: [(plan: MaintenancePlan, value: DocumentValue)] = []
        for (index, value) in try fields.list("plans", most: mostPlans).enumerated() {
            plans.append((try MaintenancePlan(DocumentFields(value, at: "plans[\(index)]", of: kind)), value))
        }
        try fields.finish()
        return plans
    }

    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        let name = try fields.name("name")
        let target = try fields.target()
        let starts = try fields.words("starts", StartRule.Start.self)
        var tasks: [MaintenanceTask] = []
        for (index, object) in try fields.objects("tasks", most: Self.mostTasks).enumerated() {
            let task = try MaintenanceTask(object)
            guard !tasks.contains(where: { $0.name == task.name }) else {
                throw fields.refusal("has the name of another task of the plan", "tasks[\(index)].name")
            }
            tasks.append(task)
        }
        guard !tasks.isEmpty else { throw fields.refusal("needs at least one task", "tasks") }
        self.init(name, of: target, starts: starts.isEmpty ? Self.usualStarts : starts, tasks)
        title = try fields.text("title")
        population = try fields.population()
        try fields.finish()
    }
}

extension MaintenanceTask {
    private static let most = 50

    init(_ document: DocumentFields) throws(RegistryError) {
        var fields = document
        let name = try fields.name("name")
        let title = try fields.text("title") ?? name
        let (first, every) = (try fields.interval("first"), try fields.interval("every"))
        guard first != nil || every != nil else {
            throw fields.refusal("is missing; say 'every' when, or 'first' for what is done once", "every")
        }
        self.init(name, title: title, first: first, every: every)
        schedule = try fields.word("schedule") ?? .floating
        if var object = try fields.object("tolerance") {
            tolerance = MaintenanceTolerance(days: Int(try object.integer("days", 0...3650) ?? 0), try object.usage())
            try object.finish()
        }
        procedure = try fields.text("procedure", limit: 100)
        for object in try fields.objects("parts", most: Self.most) {
            var object = object
            guard let model = try object.text("model", limit: 100) else { throw object.refusal("is missing", "model") }
            parts.append(Part(model, quantity: Int(try object.integer("quantity", 1...100_000) ?? 1)))
            try object.finish()
        }
        minutes = try fields.integer("minutes", 1...100_000).map { Int($0) }
        try fields.finish()
    }
}

extension DocumentFields {
    /// A name that stands in the ledger: small letters, digits and hyphens.
    fileprivate mutating func name(_ field: String) throws(RegistryError) -> String {
        guard let name = try text(field, limit: 60) else { throw refusal("is missing", field) }
        guard name.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }) else {
            throw refusal("takes small letters, digits and hyphens, such as water-filter", field)
        }
        return name
    }

    fileprivate mutating func interval(_ name: String) throws(RegistryError) -> MaintenanceInterval? {
        guard var object = try object(name) else { return nil }
        let interval = MaintenanceInterval(try object.period(), try object.usage())
        try object.finish()
        guard interval.time != nil || !interval.usage.isEmpty else {
            throw refusal(
                "needs a time (days, months, years), what a meter counts (km, miles, hours, cycles), or both", name)
        }
        return interval
    }
}
