import Identifiers
import Nameplate
import Quality
import Registry

extension ComplaintOrder {
    private static let unit: [ObjectSchema.Property] = [
        .required("model", .text(), "the number of the model"),
        .optional("serial", .text(most: 64), "the unit, where it is known"),
    ]
    private static let known = ObjectSchema.Property.optional(
        "reference", .text(most: ComplaintDetails.longestReference),
        "under which number somebody else has it; kept once")
    static let schema = ObjectSchema("NewComplaint", unit + [known] + ComplaintDetails.requestProperties)
    static let changeSchema = ObjectSchema("ComplaintChange", unit + ComplaintDetails.requestProperties)

    /// - Throws: `identifier.…` for what is no date.
    init(_ json: JSONValue) throws {
        self.init(about: json["model"]?.text ?? "", try ComplaintDetails(json))
        (serial, reference) = (json["serial"]?.text, json["reference"]?.text)
    }
}

extension ComplaintDetails {
    /// What somebody says of a complaint: all but the day may be left out.
    static let requestProperties = properties.map { property in
        var asked = property
        asked.isRequired = property.name == "receivedOn"
        return asked
    }

    /// - Throws: `identifier.…` for what is no date, `value.invalid` for a meter without a unit.
    init(_ json: JSONValue) throws {
        guard let day = try json.date("receivedOn") else {
            throw RegistryError(.valueInvalid, "Say on which day it came.", field: "receivedOn")
        }
        self.init(receivedOn: day)
        identification = json["identification"]?.text
        faultCodes = json.texts("faultCodes")
        failedOn = try json.date("failedOn")
        if let value = json["usage"]?.integer {
            guard let unit = json["usageUnit"]?.text.flatMap(UsageUnit.init) else {
                throw RegistryError(.valueInvalid, "Say in which unit it has run: KMT, SMI or HUR.", field: "usageUnit")
            }
            usage = Usage(value, unit)
        }
        (country, words) = (json["country"]?.text, json["words"]?.text)
        harm.crash = json["crash"]?.boolean ?? false
        harm.fire = json["fire"]?.boolean ?? false
        harm.injured = json["injured"]?.integer ?? 0
        harm.deaths = json["deaths"]?.integer ?? 0
    }
}

/// How a list of complaints is asked for.
enum ComplaintFilterText {
    static let parameters: [Route.Parameter] = [
        .init("model", .text(), "only those about this model"),
        .init("faultCode", .text(most: FaultCode.longestCode), "only those with this code or a narrower one"),
        .init("since", .date, "received on this day or later"), .init("until", .date, "or before"),
        .init("state", .word(ComplaintState.allCases.map(\.rawValue)), "only those in this state"),
        .init("problem", .text(most: 20), "only signs of this problem"),
    ]
    static let text = Route.Parameter("q", .text(most: 200), "only those that hold this text in numbers or words")
}

extension Call {
    /// - Throws: `query.invalid`.
    func complaintFilter() throws(RequestError) -> ComplaintFilter {
        func said(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
        var filter = ComplaintFilter()
        (filter.model, filter.faultCode) = (said("model"), said("faultCode"))
        filter.since = said("since") == nil ? nil : try queryDay("since")
        filter.until = said("until") == nil ? nil : try queryDay("until")
        filter.state = said("state").flatMap(ComplaintState.init)
        (filter.problem, filter.text) = (said("problem"), said("q"))
        return filter
    }
}
