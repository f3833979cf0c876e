import Hummingbird
import Nameplate
import Registry

// Owners who consent to be written to, counted and given out.

extension Routes {
    private static let audiencePath = "\(prefix)/manufacturers/{manufacturer}/audience"

    static let audiences: [Route] = [
        Route(
            method: .post, path: PathPattern(stringLiteral: audiencePath), permission: .readOwners,
            summary: "Give out the owners who consent to be written to; each of them can see who asked, when and why",
            query: audienceFilter, request: .json(ObjectSchema("AudienceReason", [Reason.property])),
            answer: .stream(["text/csv"], "a row for each owner and unit, with the address that withdraws the consent")
        ) { call in
            try await AudienceTable.response(
                AudienceQuestion(call), of: call.segment("manufacturer"), reason: call.json["reason"]?.text, call)
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(audiencePath)/count"), permission: .readOwners,
            summary: "Count the owners who consent to be written to, and their units", query: audienceFilter,
            answer: .json(AudienceCount.schema, "how many")
        ) { call in
            let count = try await call.registry.audienceCount(
                AudienceQuestion(call), of: call.segment("manufacturer"), as: call.principal)
            return .json { count.write(to: &$0) }
        },
    ]

    private static let audienceFilter: [Route.Parameter] = [
        .init("purpose", .word(ConsentPurpose.allCases.map(\.rawValue)), "what they must consent to; needed"),
        .init("model", .text(most: 200), most: AudienceQuestion.mostModels, "only owners of a unit of these models"),
        .init(
            "ageFrom", .integer(0...Int64(AudienceQuestion.mostMonths)),
            "sold at least so many months ago, by the sale that holds"),
        .init("ageUntil", .integer(0...Int64(AudienceQuestion.mostMonths)), "sold at most so many months ago"),
        .init(
            "warrantyEndingWithin", .integer(0...Int64(AudienceQuestion.mostDays)),
            "in cover today, and no longer after so many days"),
    ]
}

extension AudienceQuestion {
    /// - Throws: `value.invalid`.
    fileprivate init(_ call: Call) throws(RegistryError) {
        guard let purpose = call.query["purpose"].flatMap({ ConsentPurpose(rawValue: $0) }) else {
            throw Self.purposeMissing
        }
        try self.init(
            purpose, models: call.queries["model"] ?? [], ageFrom: call.number("ageFrom").map { Int($0) },
            ageUntil: call.number("ageUntil").map { Int($0) },
            warrantyEndsWithin: call.number("warrantyEndingWithin").map { Int($0) })
    }

    static var purposeMissing: RegistryError {
        let known = ConsentPurpose.allCases.map(\.rawValue).joined(separator: ", ")
        return RegistryError(.valueInvalid, "Say what they must consent to: \(known).", field: "purpose")
    }
}

extension AudienceCount {
    static let schema = ObjectSchema(
        "AudienceCount",
        [
            .required("owners", .count, "who consent and can be written to"),
            .required("units", .count, "of theirs, each a row of the table"),
            .required("isComplete", .boolean, "false where counting ended before the end"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("owners", owners)
            json.field("units", units)
            json.field("isComplete", isComplete)
        }
    }
}
