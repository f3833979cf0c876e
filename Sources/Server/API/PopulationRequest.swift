import Identifiers
import Nameplate
import Registry

/// A population as requests give it.
enum PopulationRequest {
    static let population = ObjectSchema.Property.required(
        "population", .any([.text(most: Population.Limit.characters), .anyObject]),
        "the population: a text, or its JSON form as docs/populations.md has it")

    private static let on = "the day as of which ages are told; today without it"

    static let schema = ObjectSchema("PopulationQuestion", [population, .optional("on", .date, on)])

    static let parameters: [Route.Parameter] = [
        .init(
            "population", .text(most: Limits.target),
            "which units: a text, or its JSON form as docs/populations.md has it"),
        .init("on", .date, on),
    ]

    /// The question of a request: in its document, or in its query.
    static func question(_ call: Call) throws -> PopulationQuestion {
        let manufacturer = try call.segment("manufacturer")
        guard call.method == .get else {
            return PopulationQuestion(
                try population(call.json), of: manufacturer, on: try call.json.date("on"))
        }
        guard let text = call.query["population"] else {
            throw RequestError(
                .queryInvalid, "Say which units by the parameter 'population'; 'everything' is one.",
                field: "population")
        }
        let on = try call.query["on"].map { text throws(Problem) in
            try reading("on") { () throws(IdentifierError) in try CivilDate(parsing: text) }
        }
        return PopulationQuestion(try WrittenPopulation(typed: text), of: manufacturer, on: on)
    }

    static func population(_ json: JSONValue) throws -> WrittenPopulation {
        if let text = json["population"]?.text { return try WrittenPopulation(typed: text) }
        return WrittenPopulation(try Population(PopulationForm(json["population"] ?? .null)))
    }

    static func cursor(_ key: String) throws(RegistryError) -> PopulationCursor {
        guard let cursor = PopulationCursor(text: key) else {
            throw RegistryError(.cursorInvalid, "This is no cursor of this list.", field: "after")
        }
        return cursor
    }
}

extension WrittenPopulation {
    /// Reads what somebody typed: a text, or the JSON form, which alone begins with a brace.
    package init(typed text: String) throws {
        guard text.first(where: { !$0.isWhitespace }) == "{" else {
            self = try WrittenPopulation(parsing: text)
            return
        }
        do {
            self.init(try Population(PopulationForm(JSONParser.parse(Array(text.utf8)))))
        } catch let error as RequestError {
            var problem = Problem(error)
            problem.field = "population"
            throw problem
        }
    }
}

extension PopulationForm {
    init(_ json: JSONValue) {
        self =
            switch json {
            case .text(let text): .text(text)
            case .boolean(true): .yes
            case .array(let values): .list(values.map(PopulationForm.init))
            case .object(let members):
                .object(members.sorted { $0.key < $1.key }.map { Member($0.key, PopulationForm($0.value)) })
            case .null, .number, .boolean(false): .other
            }
    }

    func write(to json: inout JSONWriter) {
        switch self {
        case .text(let text): json.value(text)
        case .yes: json.value(true)
        case .list(let values): json.array(values) { $1.write(to: &$0) }
        case .object(let members):
            json.object { json in
                for member in members {
                    json.name(member.name)
                    member.value.write(to: &json)
                }
            }
        case .other: json.array([PopulationForm]()) { _, _ in }
        }
    }
}
