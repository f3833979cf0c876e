import Hummingbird
import Nameplate
import Plots
import Quality
import Registry

// How one unit fares against its siblings.

extension Routes {
    private static let ofUnit = "\(prefix)/manufacturers/{manufacturer}/models/{model}/units/{serial}/health"
    private static let siblings = Route.Parameter(
        "siblings", .word(["model", "batch"]), "which other units it is held against; those of its model without it")

    static let health: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofUnit), permission: .readQuality,
            summary: "Hold a unit against its siblings: its failures, its readings, and what fails next at its age",
            query: [siblings], answer: .json(UnitHealthAnswer.schema, "the figures, and what they mean in words")
        ) { call in
            let answer = try await call.unitHealth()
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofUnit)/plots/{plot}"), permission: .readQuality,
            summary: "Draw a figure of a unit: SVG, its table as CSV, or text for a terminal, as Accept asks for",
            query: [siblings] + PlotRequest.parameters,
            answer: .stream(
                ["image/svg+xml", "text/csv", "text/plain"],
                "the figure: \(HealthPlot.allCases.map(\.rawValue).joined(separator: ", "))")
        ) { call in
            guard let kind = HealthPlot(rawValue: try call.segment("plot")) else {
                throw RequestError(
                    .queryInvalid, "Figures are \(HealthPlot.allCases.map(\.rawValue).joined(separator: ", ")).",
                    field: "plot")
            }
            return call.drawn(kind.plot(try await call.unitHealth()))
        },
    ]
}

extension Call {
    func unitHealth() async throws -> UnitHealthAnswer {
        try await registry.health(
            ofUnit: segment("serial"), model: segment("model"), of: segment("manufacturer"),
            sameBatch: query["siblings"] == "batch", as: principal)
    }
}
