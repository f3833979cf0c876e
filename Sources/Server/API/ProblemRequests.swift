import Identifiers
import Nameplate
import Quality
import Registry

extension ProblemOrder {
    static let schema = ObjectSchema(
        "NewProblem",
        ProblemDetails.properties.map { property in
            var asked = property
            asked.isRequired = property.name == "title" || property.name == "models"
            return asked
        })

    /// - Throws: `identifier.…` for what is no date, `value.invalid` for half of a correction.
    init(_ json: JSONValue) throws {
        var details = ProblemDetails(json["title"]?.text ?? "", of: [], faultCodes: json.texts("faultCodes"))
        (details.population, details.severity) = (json["population"]?.text, json["severity"]?.integer)
        (details.owner, details.dueOn) = (json["owner"]?.text, try json.date("dueOn"))
        details.containment = try .init(json)
        details.cause = .init(json)
        details.correction = try .init(json)
        self.init(details, of: json.texts("models"))
    }
}

extension ProblemMove {
    static let schema = ObjectSchema(
        "ProblemStep",
        [
            .required("step", .word(ProblemStep.allCases.map(\.rawValue)), "what is done"),
            .optional("note", .text(most: longestNote), "why; verifying, closing and reopening need it"),
        ] + ProblemDetails.stages)

    /// - Throws: `identifier.…` for what is no date, `value.invalid` for half of a correction.
    init(_ json: JSONValue) throws {
        self.init(json["step"]?.text.flatMap(ProblemStep.init) ?? .contain, note: json["note"]?.text)
        containment = try .init(json)
        cause = .init(json)
        correction = try .init(json)
    }
}

extension ProblemDetails.Containment {
    /// Nil where nothing of it is said.
    fileprivate init?(_ json: JSONValue) throws {
        guard let text = json["containment"]?.text else { return nil }
        self.init(text, on: try json.date("containedOn"))
    }
}

extension ProblemDetails.Cause {
    /// Nil where nothing of it is said.
    fileprivate init?(_ json: JSONValue) {
        guard let text = json["cause"]?.text else { return nil }
        self.init(text, json["causeCategory"]?.text.flatMap(ProblemDetails.CauseCategory.init) ?? .unknown)
    }
}

extension ProblemDetails.Correction {
    /// Nil where nothing of it is said.
    /// - Throws: `value.invalid` where nobody says from which unit on.
    fileprivate init?(_ json: JSONValue) throws {
        guard let text = json["correction"]?.text else { return nil }
        guard let effectivity = json["effectivity"]?.text else {
            throw RegistryError(
                .valueInvalid, "Say which units are made with the correction, such as 'produced >= 2026-03-01'.",
                field: "effectivity")
        }
        self.init(text, effectivity: effectivity, changeNote: json["changeNote"]?.text)
    }
}

extension Call {
    var problemFilter: ProblemFilter {
        func said(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
        var filter = ProblemFilter()
        filter.state = said("state").flatMap(ProblemState.init)
        filter.isOpen = said("open").map { $0 == "true" }
        (filter.model, filter.owner) = (said("model"), said("owner"))
        return filter
    }
}
