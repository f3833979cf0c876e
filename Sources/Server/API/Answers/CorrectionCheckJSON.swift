import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

extension CorrectionCheckAnswer {
    private static let tally = ObjectSchema(
        "CorrectionTally",
        [
            .required("population", .text(most: Population.Limit.characters), "which units they are"),
            .required("units", .count, "units in service"),
            .required("unitDays", .count, "days in service, of all units together"),
            .required("failures", .count, "failures with the problem's fault codes"),
            .required("failedUnits", .count, "units that failed at least once"),
        ])
    private static let comparison = ObjectSchema(
        "CorrectionRatio",
        [
            .optional("ratio", .number, "with the correction over before"),
            .required("lower", .number, "its exact lower limit"),
            .optional("upper", .number, "its exact upper limit; absent where there is none"),
            .required("pValue", .number, "exact, two-sided"),
        ])
    static let schema = ObjectSchema(
        "CorrectionCheck",
        [
            .required("problem", .text(most: 11), "the problem's number"),
            .required(
                "verdict", .word(CorrectionCheck.Verdict.allCases.map(\.rawValue)),
                "whether units with the correction fail less often at the same age"),
            .required("before", .object(tally), "units before it"),
            .required("after", .object(tally), "units that are made with it"),
            .optional("expected", .number, "how many units with it had failed, had they done so as those before"),
            .optional("ageAdjusted", .object(comparison), "units that failed over those expected to"),
            .optional("rates", .object(comparison), "all failures by unit-days, whatever the ages"),
            .optional(
                "unitMonthsNeeded", .number,
                "months in service that are still needed, until a halved rate is shown with a probability of 0.8"),
            .required("confidence", .number, "how often limits hold the true value"),
            .required("until", .date, "the last day that counts"),
            .required("behind", .count, "how many events are not counted yet"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("problem", problem.problem.number.text)
            json.field("verdict", check.verdict.rawValue)
            json.objectField("before") { Self.write(check.before, before, to: &$0) }
            json.objectField("after") { Self.write(check.after, after, to: &$0) }
            json.field("expected", check.expected)
            if let ratio = check.ageAdjusted { json.objectField("ageAdjusted") { Self.write(ratio, to: &$0) } }
            if let ratio = check.rates { json.objectField("rates") { Self.write(ratio, to: &$0) } }
            json.field("unitMonthsNeeded", check.unitDaysNeeded.map { $0 / AgeMonth.days })
            json.field("confidence", CorrectionCheck.confidence)
            json.field("until", lastDay.isoText)
            json.field("behind", behind)
        }
    }

    private static func write(_ tally: FleetTally, _ population: Population, to json: inout JSONWriter) {
        json.field("population", population.text)
        json.field("units", tally.units)
        json.field("unitDays", tally.unitDays)
        json.field("failures", tally.failures)
        json.field("failedUnits", tally.failedUnits)
    }

    private static func write(_ comparison: RateComparison, to json: inout JSONWriter) {
        json.field("ratio", comparison.ratio)
        json.field("lower", comparison.limits.lower)
        json.field("upper", comparison.limits.upper)
        json.field("pValue", comparison.pValue)
    }
}
