import Registry
import Statistics

extension Registry.FleetFigures {
    static let schema = ObjectSchema(
        "Fleet",
        [
            .required("units", .count, "units registered or issued"),
            .required("failures", .count, "events with a fault code"),
            .required("serviceYears", .number, "unit-years in service as observed"),
            .optional("annualRate", .number, "failures per unit-year; absent without time in service"),
            .optional("lower", .number, "its exact lower limit"),
            .optional("upper", .number, "its exact upper limit"),
            .optional("confidence", .number, "how often such limits hold the true rate"),
        ])

    func writeMembers(to json: inout JSONWriter) {
        json.field("units", units)
        json.field("failures", failures)
        json.field("serviceYears", serviceYears)
        guard let rate = annualRate else { return }
        json.field("annualRate", rate.annualRate)
        json.field("lower", rate.limits.lower)
        json.field("upper", rate.limits.upper)
        json.field("confidence", rate.confidence)
    }
}
