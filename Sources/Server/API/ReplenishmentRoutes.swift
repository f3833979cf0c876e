import Hummingbird
import Identifiers
import Nameplate
import Registry
import Statistics
import SupplyChain

// What to order, send elsewhere or get rid of.

extension Routes {
    private static let ofMaker = "\(prefix)/manufacturers/{manufacturer}/replenishment"

    static let replenishment: [Route] = [
        Route(
            method: .get, path: PathPattern(stringLiteral: ofMaker), permission: .readStock,
            summary: "What to order, send elsewhere or get rid of, with all that it rests on; the most urgent first",
            query: ReplenishmentText.query, answer: .json(ReplenishmentAnswer.schema, "for each model at each place")
        ) { call in
            let answer = try await call.registry.replenishment(
                of: call.segment("manufacturer"), ReplenishmentQuestion(call), as: call.principal)
            return .json { answer.write(to: &$0) }
        },
        Route(
            method: .get, path: PathPattern(stringLiteral: "\(ofMaker)/rules"), permission: .readStock,
            summary: "List the rules by which stock is replenished",
            answer: .json(
                ObjectSchema(
                    "ReplenishmentRules",
                    [
                        .required(
                            "items",
                            .list(.object(ReplenishmentRuleAnswer.schema), most: ReplenishmentRuleBook.most),
                            "those that are for you")
                    ]), "the rules")
        ) { call in
            let rules = try await call.registry.replenishmentRules(
                of: call.segment("manufacturer"), as: call.principal)
            return .json { json in json.object { $0.listField("items", rules) { $1.write(to: &$0) } } }
        },
        Route(
            method: .post, path: PathPattern(stringLiteral: "\(ofMaker)/rules"), permission: .handleStock,
            summary: "Set how stock is replenished: for all, a place, a model, or a model at a place",
            query: [.init("dryRun", .boolean, "true checks everything and writes nothing")],
            request: .json(ReplenishmentRuleDraft.schema), answer: .json(ReplenishmentRuleAnswer.schema, "the rule")
        ) { call in
            let (slug, draft) = (try call.segment("manufacturer"), try ReplenishmentRuleDraft(call.json))
            return try await call.performOrTry(status: 200) { commands, answer in
                try commands.setReplenishmentRule(draft, of: slug).write(to: &answer)
            }
        },
    ]
}

enum ReplenishmentText {
    static let query: [Route.Parameter] = [
        .init("location", .text(most: 120), "only for this place and what stands in it; each site without it"),
        .init("model", .text(most: 120), "only of the model with this number"),
        .init("class", .word(ABCClass.allCases.map(\.rawValue)), "only those that matter so much"),
        .init("only", .word(ReplenishmentAction.allCases.map(\.rawValue)), "only those of which this is suggested"),
        .init("serviceLevel", .decimal, "a share, such as 0.98, to try in the place of what the rules say"),
    ]

    /// A share of 1 in hundredths of a per cent.
    /// - Throws: `value.invalid`.
    static func serviceLevel(_ text: String) throws(RegistryError) -> Int64 {
        guard let share = Double(text), (0.5...0.9999).contains(share) else {
            throw RegistryError(
                .valueInvalid, "A service level is a share of 1, from 0.5 to 0.9999, such as 0.95.",
                field: "serviceLevel")
        }
        return Int64((share * 10_000).rounded())
    }

    /// A share of hundredths of a per cent.
    static func share(_ level: Int64) -> Double { Double(level) / 10_000 }
}

extension ReplenishmentQuestion {
    /// - Throws: `value.invalid`.
    init(_ call: Call) throws {
        self.init()
        func asked(_ name: String) -> String? { call.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        (location, model) = (asked("location"), asked("model"))
        abc = asked("class").flatMap(ABCClass.init)
        action = asked("only").flatMap(ReplenishmentAction.init)
        serviceLevel = try asked("serviceLevel").map { try ReplenishmentText.serviceLevel($0) }
    }
}

extension ReplenishmentRuleDraft {
    static let schema = ObjectSchema(
        "ReplenishmentRuleDraft",
        [
            .optional("location", .text(most: 120), "for this place and what stands in it; for all without it"),
            .optional("model", .text(most: 120), "for the model with this number; for all without it"),
            .optional("serviceLevel", .decimal, "the share of order cycles that end in no stockout, 0.5 to 0.9999"),
            .optional("reviewWeeks", .integer(ReplenishmentTerms.reviews), "weeks between two looks at the stock"),
            .optional("leadDays", .integer(ReplenishmentTerms.leads), "days to a receipt; learned without it"),
            .optional("smallest", .integer(ReplenishmentTerms.quantities), "the smallest quantity that is ordered"),
            .optional("multiple", .integer(ReplenishmentTerms.quantities), "orders are multiples of it"),
            .optional("source", .text(most: 120), "the site from which goods come; they are ordered without it"),
            .optional(
                "rowVersion", .count, "the version that was seen, 0 for none; without it whatever is there is changed"),
        ])

    /// - Throws: `value.invalid`.
    init(_ json: JSONValue) throws {
        self.init()
        (location, model, source) = (json["location"]?.text, json["model"]?.text, json["source"]?.text)
        terms.serviceLevel = try json["serviceLevel"]?.decimal.map { try ReplenishmentText.serviceLevel($0) }
        (terms.reviewWeeks, terms.leadDays) = (json["reviewWeeks"]?.integer, json["leadDays"]?.integer)
        (terms.smallest, terms.multiple) = (json["smallest"]?.integer, json["multiple"]?.integer)
        expecting = json["rowVersion"]?.integer
    }
}

extension ReplenishmentRuleAnswer {
    static let schema = ObjectSchema(
        "ReplenishmentRule",
        [
            .optional("location", .text(), "the code of the place; all without it"),
            .optional("model", .text(), "the number of the model; all without it"),
            .optional("serviceLevel", .number, "the share of order cycles that end in no stockout"),
            .optional("reviewWeeks", .integer(ReplenishmentTerms.reviews), "weeks between two looks at the stock"),
            .optional("leadDays", .integer(ReplenishmentTerms.leads), "days to a receipt"),
            .optional("smallest", .integer(ReplenishmentTerms.quantities), "the smallest quantity that is ordered"),
            .optional("multiple", .integer(ReplenishmentTerms.quantities), "orders are multiples of it"),
            .optional("source", .text(), "the code of the site from which goods come"),
            .required("rowVersion", .count, "counts its changes; 0 where nothing is said"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("location", location?.code)
            json.field("model", model)
            json.field("serviceLevel", terms.serviceLevel.map(ReplenishmentText.share))
            json.field("reviewWeeks", terms.reviewWeeks)
            json.field("leadDays", terms.leadDays)
            json.field("smallest", terms.smallest)
            json.field("multiple", terms.multiple)
            json.field("source", source)
            json.field("rowVersion", rowVersion)
        }
    }
}
