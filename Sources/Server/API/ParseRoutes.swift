import Hummingbird
import Identifiers
import Nameplate
import Registry

// What a number says by itself, whoever issued it: no unit and no model is looked at.

extension Routes {
    /// The most requests of one call.
    private static let mostRequests = 1_000
    /// Requests that are answered before others get their turn.
    private static let requestsAtOnce = 50

    static let parsing: [Route] = [
        Route(
            method: .get, path: "\(prefix)/parse", permission: .look,
            summary: "Explain a number of any scheme: what it is, what its parts say, what is wrong with it",
            query: [
                .init("text", .text(most: Limits.target), "the number, as typed or scanned"),
                .init("scheme", .text(most: 80), "the name of the scheme; every reading without it"),
                .init("profile", .word(["us", "iso"]), "of a VIN: whether the check digit must agree"),
                .init("vehicle_class", .word(["light", "heavy"]), "of a VIN: settles the model year"),
                .init("as_of", .date, "the year or day on which the number was read; today without it"),
                .init("hint", .text(most: 80), "of a tyre: the form of the number"),
            ],
            answer: .json(ParseAnswer.schema, "what was read, or why it could not be")
        ) { call in
            guard let text = call.query["text"] else {
                throw RequestError(.queryInvalid, "Give the number in 'text'.", field: "text")
            }
            var members: [ParseValue.Member] = [.init("input", .text(text))]
            for name in ["scheme", "profile", "vehicle_class", "as_of", "hint"] {
                if let value = call.query[name] { members.append(.init(name, .text(value))) }
            }
            let answers = try await answers(to: [.object(members)], call)
            return .json { json in answers.first?.write(to: &json) }
        },
        Route(
            method: .post, path: "\(prefix)/parse", permission: .look,
            summary: "The same for one request or many, with the texts where no log keeps them",
            request: .json(
                ObjectSchema(
                    "ParseRequests",
                    ParseRequest.properties + [
                        .optional(
                            "requests", .list(.object(ParseRequest.schema), most: mostRequests),
                            "many requests instead of one")
                    ])),
            answer: parseAnswers
        ) { call in
            guard let requests = call.json["requests"] else {
                let answers = try await answers(to: [ParseValue(call.json)], call)
                return .json { json in answers.first?.write(to: &json) }
            }
            guard case .object(let members) = call.json, members.count == 1 else {
                throw RequestError(
                    .jsonValue, "Give one request, or a list in 'requests' and nothing else.", field: "requests")
            }
            let answers = try await answers(to: requests.elements.map { ParseValue($0) }, call)
            return .json { json in
                json.object { json in json.listField("answers", answers) { $1.write(to: &$0) } }
            }
        },
    ]

    private static var parseAnswers: Route.Answer {
        var answer = Route.Answer.json(
            ParseAnswer.schema, "the answer, or a list of answers in the order of the requests")
        answer.schema = .any([
            .object(ParseAnswer.schema),
            .object(
                ObjectSchema(
                    "ParseAnswers",
                    [
                        .required(
                            "answers", .list(.object(ParseAnswer.schema), most: mostRequests),
                            "in the order of the requests")
                    ])),
        ])
        return answer
    }

    private static func answers(to documents: [ParseValue], _ call: Call) async throws -> [ParseAnswer] {
        var answers: [ParseAnswer] = []
        for (place, document) in documents.enumerated() {
            do {
                let request = try ParseRequest(document)
                answers += try call.registry.parse([request], as: call.principal)
            } catch let error as IdentifierError {
                answers.append(IdentifierParser.refusal(of: document["input"] ?? .null, error))
            }
            if place % requestsAtOnce == requestsAtOnce - 1 { await Task.yield() }
        }
        return answers
    }
}
