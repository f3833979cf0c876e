import ArgumentParser
import Server

/// `nameplate quality ages`
struct QualityAges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ages",
        abstract: "Say how units fare with age: survival, Weibull fit, failures by month in service.",
        discussion: """
            Survival is until the first failure (Kaplan and Meier). A Weibull shape below 1 tells of early failures, \
            above 1 of wear. Where there is no answer, the reason stands in its place.

            EXAMPLES
              nameplate quality ages fjordlys --model FJ-320
              nameplate quality ages fjordlys --population 'batch = 2024-W37'
              nameplate quality plot survival fjordlys --model FJ-320
            """)
    @OptionGroup var fleet: FleetArguments
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            try await session.show(fleet.call(["curves"])) { answer in
                try session.output.print(Self.lines(answer))
                try session.output.print(Self.months(answer))
                try session.output.print([answer.source.asText ?? ""])
                try FleetText.remarks(answer, session)
            }
        }
    }

    static func lines(_ answer: JSON) -> [String] {
        var lines: [String] = []
        let points = answer.survival.points.asArray
        if let reason = answer.survival.reason.asText {
            lines.append("Survival: no answer (\(reason)).")
        } else if points.isEmpty {
            lines.append("Survival: nothing has failed.")
        } else {
            for days in [365.0, 730, 1_095, 1_825] {
                guard let point = points.last(where: { ($0.age.asDouble ?? 0) <= days }),
                    (points.last?.age.asDouble ?? 0) >= days
                else { continue }
                lines.append(
                    "Survival after \(Int(days)) days: \(FleetText.percent(point.survival)), "
                        + "limits \(FleetText.percent(point.lower)) and \(FleetText.percent(point.upper)).")
            }
        }
        let fit = answer.weibull
        if let reason = fit.reason.asText {
            lines.append("Weibull: no fit (\(reason)).")
        } else {
            lines.append(
                "Weibull: shape \(FleetText.number(fit.shape, 2)) (\(FleetText.number(fit.shapeLower, 2)) … "
                    + "\(FleetText.number(fit.shapeUpper, 2))), scale \(FleetText.number(fit.scale, 0)) days, a tenth has "
                    + "failed at \(FleetText.number(fit.b10, 0)) days (\(FleetText.number(fit.b10Lower, 0)) … "
                    + "\(FleetText.number(fit.b10Upper, 0))).")
        }
        return lines
    }

    static func months(_ answer: JSON) -> Table {
        var table = Table([
            .init(heading: "month", isNumber: true), .init(heading: "unit-years", isNumber: true),
            .init(heading: "failures", isNumber: true), .init(heading: "per year", isNumber: true),
            .init(heading: "95 % limits", isNumber: true),
        ])
        for month in answer.months.asArray {
            table.add([
                month.month.asInteger.map { String($0 + 1) } ?? "", FleetText.years(month), month.failures.asText ?? "",
                FleetText.percent(month.annualRate), FleetText.limits(month),
            ])
        }
        return table
    }
}
