import Identifiers
import Nameplate
import Quality
import Registry
import Statistics

// How fleets fare with age, and the failures behind it.

extension FleetCurves {
    private static let reason = ObjectSchema.Property.optional(
        "reason", .word(NoAnswer.allCases.map(\.rawValue)), "why there is none")

    static let schema: ObjectSchema = {
        let interval: [ObjectSchema.Property] = [
            .optional("lower", .number, "its lower limit"), .optional("upper", .number, "its upper limit"),
        ]
        func points(_ name: String, _ value: String, _ summary: String) -> Schema {
            .list(
                .object(
                    ObjectSchema(
                        name,
                        [
                            .required("age", .number, "in days"), .required("atRisk", .count, "units at risk then"),
                            .required("failures", .count, "failures at this age"), .required(value, .number, summary),
                        ] + interval)), most: 1_000_000)
        }
        let subject = FleetAnswer.schema.properties.filter { $0.name != "groups" && $0.name != "faults" }
        return ObjectSchema(
            "FleetCurves",
            subject + [
                .required(
                    "survival",
                    .object(
                        ObjectSchema(
                            "SurvivalCurve",
                            [
                                reason,
                                .optional(
                                    "points", points("SurvivalPoint", "survival", "the share that has not failed"),
                                    "Kaplan and Meier's estimate, at each age at which units failed"),
                                .optional("median", .number, "the age that half of the units survive, in days"),
                            ])), "until the first failure"),
                .required(
                    "weibull",
                    .object(
                        ObjectSchema(
                            "WeibullFit",
                            [
                                reason, .optional("shape", .number, "below 1 early failures, above 1 wear"),
                                .optional("shapeLower", .number, "its lower limit"),
                                .optional("shapeUpper", .number, "its upper limit"),
                                .optional("scale", .number, "the age at which 63.2 % have failed, in days"),
                                .optional("scaleLower", .number, "its lower limit"),
                                .optional("scaleUpper", .number, "its upper limit"),
                                .optional("b10", .number, "the age at which a tenth has failed, in days"),
                                .optional("b10Lower", .number, "its lower limit"),
                                .optional("b10Upper", .number, "its upper limit"),
                            ])), "the fit of greatest likelihood to first failures"),
                .required(
                    "repairs",
                    .object(
                        ObjectSchema(
                            "MeanCumulativeFunction",
                            [
                                reason,
                                .optional(
                                    "points",
                                    points("RepairPoint", "mean", "failures of a unit up to this age, on average"),
                                    "at each age at which units failed"),
                            ])), "all failures, with limits by a robust variance"),
                .required(
                    "months",
                    .list(
                        .object(
                            ObjectSchema(
                                "AgeMonth",
                                [
                                    .required("month", .count, "of age, from 0"),
                                    .required("failures", .count, "failures in it"),
                                    .required("unitDays", .number, "days in service in it"),
                                    .optional("annualRate", .number, "failures per unit-year"),
                                ] + interval)), most: 1_200), "the hazard by month in service"),
            ])
    }()

    func writeMembers(to json: inout JSONWriter) {
        json.objectField("survival") { json in
            switch survival {
            case .success(let curve):
                json.listField("points", curve.points) { json, point in
                    json.object { json in
                        json.point(point.age, point.atRisk, point.failures)
                        json.field("survival", point.survival)
                        json.limits(point.limits)
                    }
                }
                json.field("median", curve.median)
            case .failure(let reason): json.field("reason", reason.rawValue)
            }
        }
        json.objectField("weibull") { json in
            switch weibull {
            case .success(let fit): fit.writeMembers(to: &json)
            case .failure(let reason): json.field("reason", reason.rawValue)
            }
        }
        json.objectField("repairs") { json in
            switch repairs {
            case .success(let function):
                json.listField("points", function.points) { json, point in
                    json.object { json in
                        json.point(point.age, point.atRisk, point.events)
                        json.field("mean", point.mean)
                        json.limits(point.limits)
                    }
                }
            case .failure(let reason): json.field("reason", reason.rawValue)
            }
        }
        json.listField("months", months) { json, month in
            json.object { json in
                let rate = month.rate()
                json.field("month", month.month)
                json.field("failures", month.failures)
                json.field("unitDays", month.unitDays)
                json.field("annualRate", rate?.annualRate)
                json.limits(rate?.limits)
            }
        }
    }
}

extension WeibullFit {
    fileprivate func writeMembers(to json: inout JSONWriter) {
        json.field("shape", distribution.shape)
        json.field("shapeLower", shapeLimits.lower)
        json.field("shapeUpper", shapeLimits.upper)
        json.field("scale", distribution.scale)
        json.field("scaleLower", scaleLimits.lower)
        json.field("scaleUpper", scaleLimits.upper)
        guard let tenth = try? quantile(0.1) else { return }
        json.field("b10", tenth.age)
        json.field("b10Lower", tenth.limits.lower)
        json.field("b10Upper", tenth.limits.upper)
    }
}

extension JSONWriter {
    fileprivate mutating func point(_ age: Double, _ atRisk: Int, _ failures: Int) {
        field("age", age)
        field("atRisk", atRisk)
        field("failures", failures)
    }

    fileprivate mutating func limits(_ limits: ConfidenceLimits?) {
        field("lower", limits?.lower)
        field("upper", limits?.upper)
    }
}

extension FieldFailuresAnswer {
    static let schema = ObjectSchema(
        "FieldFailures",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose units"),
            .required("model", .text(most: 120), "of which model"),
            .required("behind", .count, "how many events are not counted yet"),
            .required(
                "items",
                .list(
                    .object(
                        ObjectSchema(
                            "FieldFailure",
                            [
                                .required("serial", .text(), "the unit"), .optional("batch", .text(), "its batch"),
                                .required("failedAt", .time, "when the fault was found"),
                                .required("fault", .text(most: FaultCode.longestCode), "its code"),
                                .optional("title", .text(), "what it means"),
                                .optional("age", .count, "days in service; absent of a unit never seen before"),
                                .required(
                                    "basis", .word(ServiceLife.Basis.allCases.map(\.rawValue)),
                                    "how it is known that the unit is in service"),
                            ])), most: 1_000), "the latest first"),
            .optional("next", .text(most: 400), "the cursor of the next page; absent on the last one"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("model", model.number.text)
            json.field("behind", behind)
            json.listField("items", items) { json, item in
                json.object { json in
                    json.field("serial", item.failure.unit.serial.text)
                    json.field("batch", item.batch)
                    json.field("failedAt", TimeText.text(item.failure.failure.time))
                    json.field("fault", item.failure.failure.code)
                    json.field("title", titles[item.failure.failure.code]?.title(in: Words.current.language))
                    json.field("age", item.age)
                    json.field("basis", item.failure.life.basis?.rawValue)
                }
            }
            json.field("next", next?.cursor)
        }
    }
}
