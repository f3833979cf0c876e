import Hummingbird
import Nameplate
import Registry

// How serial numbers that exist already are made.

extension Routes {
    static let learning: [Route] = [
        Route(
            method: .post, path: "\(prefix)/formats/learn", permission: .look,
            summary: "Say which serial formats fit a list of serial numbers; nothing is kept",
            request: .rows(["text/csv"]),
            answer: .json(LearntDocument.schema, "what each length of serial number tells")
        ) { call in
            let text = try await call.collectBody(
                most: NameplateRegistry.largestLearning, advice: "use 'nameplate format learn' for a longer list")
            let learnt = try await call.registry.learnFormats(from: text, as: call.principal)
            return .json { LearntDocument(learnt: learnt).write(to: &$0) }
        },
        Route(
            method: .post, path: "\(prefix)/manufacturers/{manufacturer}/models/{model}/formats/adopt",
            permission: .issue,
            summary: "Give a model the format it was numbered in before, and make known what exists",
            request: .json(FormatAdoption.schema),
            answer: .json(AdoptedFormat.schema, status: 201, "the format, and how much is known now")
        ) { call in
            let (slug, number) = (try call.segment("manufacturer"), try call.segment("model"))
            let adoption = try FormatAdoption(call.json)
            return try await call.perform { commands, json in
                try commands.adopt(adoption.pattern, existing: adoption.existing, of: slug, model: number)
                    .write(to: &json)
            }
        },
    ]
}
