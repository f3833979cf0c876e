import Hummingbird
import Nameplate
import Quality
import Registry

// What complaints alone show.

extension Routes {
    static let complaintSignals: [Route] = [
        Route(
            method: .get, path: "\(prefix)/manufacturers/{manufacturer}/quality/complaint-signals",
            permission: .readQuality,
            summary: "What is complained of more often about a model than about the others, and since when it shows",
            query: [.init("asOf", .date, "as it was known at the end of this day; today without it")],
            answer: .json(ComplaintSignalsAnswer.schema, "what is raised")
        ) { call in
            let answer = try await call.registry.complaintSignals(
                of: call.segment("manufacturer"), asOf: call.queryDay("asOf"), as: call.principal)
            return .json { answer.write(to: &$0) }
        }
    ]
}
