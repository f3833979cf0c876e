import Hummingbird
import Identifiers
import Nameplate
import Registry

// Populations: which units. Each question is asked by GET with the population as text, or by POST with a longer text or
// its JSON form; nothing is written by either.

extension Routes {
    private static let base = "/api/v1/manufacturers/{manufacturer}/populations"

    static let populations: [Route] =
        [
            Route(
                method: .post, path: "/api/v1/populations/check", permission: .look,
                summary: "Read a population: its canonical text, its JSON form and what it says",
                request: .json(ObjectSchema("PopulationDraft", [PopulationRequest.population])),
                answer: .json(Population.schema, "the population; what is wrong with it has a position")
            ) { call in
                let population = try PopulationRequest.population(call.json).population
                return .json { population.write(to: &$0) }
            }
        ]
        + both(
            "\(base)/count", "Count the units that belong to a population",
            .json(PopulationCountAnswer.schema, "how many, by model")
        ) { call in
            let answer = try await call.registry.count(PopulationRequest.question(call), as: call.principal)
            return .json { answer.write(to: &$0) }
        }
        + both(
            "\(base)/units", "List the units that belong to a population", query: PopulationStream.parameters,
            Route.Answer(
                status: 200, summary: "a page, or all of them where the format is csv or ndjson",
                contentTypes: ["application/json", "text/csv", "application/x-ndjson"],
                schema: .object(PopulationUnitsAnswer.schema), headers: []), handle: units)
        + both(
            "\(base)/holds", "Whether a unit belongs to a population, and why", query: unitParameters,
            .json(PopulationVerdictAnswer.schema, "the answer and the parts that decide")
        ) { call in
            guard let model = call.query["model"], let serial = call.query["serial"] else {
                throw RequestError(
                    .queryInvalid, "Name the unit by the parameters 'model' and 'serial'.", field: "serial")
            }
            let answer = try await call.registry.verdict(
                PopulationRequest.question(call), onUnit: serial, model: model, as: call.principal)
            return .json { answer.write(to: &$0) }
        }

    /// A question by GET and by POST.
    private static func both(
        _ path: String, _ summary: String, query: [Route.Parameter] = [], _ answer: Route.Answer,
        handle: @escaping @Sendable (Call) async throws -> Response
    ) -> [Route] {
        let path = PathPattern(stringLiteral: path)
        return [
            Route(
                method: .get, path: path, permission: .readProduction, summary: summary,
                query: PopulationRequest.parameters + query, answer: answer, handle: handle),
            Route(
                method: .post, path: path, permission: .readProduction,
                summary: "\(summary): for long ones, and in JSON", query: query,
                request: .json(PopulationRequest.schema), answer: answer, handle: handle),
        ]
    }

    private static let unitParameters: [Route.Parameter] = [
        .init("model", .text(), "the unit's model number"), .init("serial", .text(), "its serial number"),
    ]

    private static func units(_ call: Call) async throws -> Response {
        try await PopulationStream.response(try PopulationRequest.question(call), call)
    }
}
