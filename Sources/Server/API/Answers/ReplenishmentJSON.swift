import Identifiers
import Nameplate
import Registry
import Statistics
import SupplyChain

extension ReplenishmentAnswer {
    static let schema = ObjectSchema(
        "Replenishment",
        [
            .required("manufacturer", .object(Manufacturer.referenceSchema), "whose goods these are"),
            .optional("location", .text(), "the place that was asked for"),
            .optional(
                "currency", .text(most: 3),
                "in which a year's demand is valued, at list prices; in units where not every model has one"),
            .required("slowWeeks", .count, "goods that nobody has wanted for so many weeks are slow"),
            .required("position", .count, "through which position of the ledger events are counted"),
            .required("behind", .count, "how many events are not counted yet"),
            .required(
                "items", .list(.object(ReplenishmentSuggestion.schema), most: Replenishment.most),
                "the most urgent first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.field("location", location?.code)
            if case .price(let currency) = value { json.field("currency", currency) }
            json.field("slowWeeks", slowWeeks)
            json.field("position", position)
            json.field("behind", behind)
            json.listField("items", suggestions) { json, suggestion in suggestion.write(to: &json) }
        }
    }
}

extension ReplenishmentSuggestion {
    static let any: ClosedRange<Int64> = .min ... .max
    static let schema = ObjectSchema(
        "ReplenishmentSuggestion",
        [
            .required("model", .text(), "the model's number"),
            .optional("name", .text(), "what it is called"),
            .required("location", .text(), "the code of the place"),
            .required("action", .word(ReplenishmentAction.allCases.map(\.rawValue)), "what is suggested"),
            .required("quantity", .count, "how many"),
            .optional("source", .text(), "from where they are sent"),
            .required("reasons", .list(.object(ReplenishmentReason.schema), most: 40), "why"),
            .required("class", .word(ABCClass.allCases.map(\.rawValue)), "how much it matters, by a year's value"),
            .optional("steadiness", .word(XYZClass.allCases.map(\.rawValue)), "how steady its demand is"),
            .required("available", .integer(any), "what is there and can be sold, shipped or used"),
            .required("reserved", .integer(any), "what is promised"),
            .required("held", .integer(any), "what must not leave"),
            .required(
                "incoming", .integer(any),
                "what open shipments to the place announce and have not brought; cases and pallets do not count"),
            .optional("coverWeeks", .number, "for how many weeks that lasts"),
            .required("yearDemand", .object(demandSchema), "what was wanted in the last 52 weeks"),
            .required("yearValue", .number, "its value; in units without a currency"),
            .required("firstWeek", .date, "the Monday of the first week of the history"),
            .required("weeks", .list(.number, most: 2_000), "the demand of each week that is over"),
            .optional("forecast", .object(forecastSchema), "what is expected; nothing where nothing was wanted"),
            .required("leadTime", .object(leadSchema), "how long goods take to the place"),
            .required("serviceLevel", .number, "the share of order cycles that end in no stockout"),
            .required("reviewWeeks", .count, "weeks between two looks at the stock"),
            .required("smallest", .count, "the smallest quantity that is ordered"),
            .required("multiple", .count, "orders are multiples of it"),
            .optional("safetyStock", .number, "what is kept for the unforeseen"),
            .optional("reorderPoint", .number, "at what stock to order"),
            .optional("orderUpTo", .number, "up to what stock to order"),
        ])
    private static let demandSchema = ObjectSchema(
        "YearDemand", DemandKind.allCases.map { .required($0.rawValue, .integer(any), "because it was \($0.rawValue)") }
    )
    private static let leadSchema = ObjectSchema(
        "LeadTime",
        [
            .required("days", .number, "the mean"),
            .required("deviation", .number, "the standard deviation in days"),
            .required("origin", .word(LeadTime.Origin.allCases.map(\.rawValue)), "how it is known"),
            .required("receipts", .count, "from how many receipts"),
        ])
    private static let forecastSchema = ObjectSchema(
        "DemandForecast",
        [
            .required("demandClass", .word(DemandClass.allCases.map(\.rawValue)), "how regular demand is"),
            .required("meanInterval", .number, "the mean number of weeks from one demand to the next"),
            .optional("squaredVariation", .number, "the squared coefficient of variation of the amounts"),
            .required("method", .word(ForecastMethod.Kind.allCases.map(\.rawValue)), "how it is forecast"),
            .required("alphas", .list(.number, most: 2), "with which smoothing parameters"),
            .required("chosenBy", .text(), "why so: back-test or demand-class"),
            .required("perWeek", .number, "what is expected of each week"),
            .required("deviation", .number, "by what a week may differ from it"),
            .required(
                "spread", .word(ReplenishmentFigures.Spread.allCases.map(\.rawValue)), "where that is known from"),
            .required(
                "tests",
                .list(
                    .object(
                        ObjectSchema(
                            "ForecastTest",
                            [
                                .required("method", .text(), "the method"),
                                .required("meanAbsoluteError", .number, "in units a week"),
                                .required("rootMeanSquaredError", .number, "in units a week"),
                                .required("bias", .number, "above 0 where too much was forecast"),
                            ])), most: 10), "how well each method would have forecast, the best first"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("model", model.number.text)
            json.field("name", model.details.name)
            json.field("location", location.code)
            json.field("action", action.rawValue)
            json.field("quantity", quantity)
            json.field("source", source?.code)
            json.listField("reasons", reasons) { json, reason in reason.write(to: &json) }
            json.field("class", abc.rawValue)
            json.field("steadiness", xyz?.rawValue)
            json.field("available", item.available)
            json.field("reserved", item.reserved)
            json.field("held", item.held)
            json.field("incoming", item.incoming)
            json.field("coverWeeks", cover)
            json.objectField("yearDemand") { json in
                for kind in DemandKind.allCases { json.field(kind.rawValue, item.kinds[kind] ?? 0) }
            }
            json.field("yearValue", yearValue)
            json.field("firstWeek", firstWeek.firstDay.isoText)
            json.listField("weeks", weeks) { json, week in json.value(week) }
            if let figures { json.objectField("forecast") { figures.write(to: &$0) } }
            json.objectField("leadTime") { json in
                json.field("days", lead.days)
                json.field("deviation", lead.deviation)
                json.field("origin", lead.origin.rawValue)
                json.field("receipts", lead.receipts)
            }
            json.field("serviceLevel", policy.serviceLevel)
            json.field("reviewWeeks", policy.reviewWeeks)
            json.field("smallest", policy.smallest)
            json.field("multiple", policy.multiple)
            json.field("safetyStock", figures?.safetyStock)
            json.field("reorderPoint", figures?.reorderPoint)
            json.field("orderUpTo", figures?.orderUpTo)
        }
    }
}

extension ReplenishmentFigures {
    fileprivate func write(to json: inout JSONWriter) {
        json.field("demandClass", choice.profile.demandClass.rawValue)
        json.field("meanInterval", choice.profile.meanInterval)
        json.field("squaredVariation", choice.profile.squaredVariation)
        json.field("method", choice.method.kind.rawValue)
        json.listField("alphas", choice.method.alphas) { json, alpha in json.value(alpha) }
        json.field("chosenBy", choice.reason.rawValue)
        json.field("perWeek", perWeek)
        json.field("deviation", deviation)
        json.field("spread", spread.rawValue)
        json.listField("tests", choice.tests) { json, test in
            json.object { json in
                json.field("method", test.method.kind.rawValue)
                json.field("meanAbsoluteError", test.meanAbsoluteError)
                json.field("rootMeanSquaredError", test.rootMeanSquaredError)
                json.field("bias", test.bias)
            }
        }
    }
}

extension ReplenishmentReason {
    fileprivate static let schema = ObjectSchema(
        "ReplenishmentReason",
        [
            .required("code", .word(Code.allCases.map(\.rawValue)), "the reason"),
            .optional("quantity", .integer(ReplenishmentSuggestion.any), "a number of units"),
            .optional("limit", .number, "what it is compared with"),
            .optional("weeks", .count, "a number of weeks"),
            .optional("place", .text(), "the code of a place"),
            .optional("model", .text(), "the number of a model"),
            .optional("day", .date, "a day"),
        ])

    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code.rawValue)
            json.field("quantity", quantity)
            json.field("limit", limit)
            json.field("weeks", weeks)
            json.field("place", place)
            json.field("model", model)
            json.field("day", day?.isoText)
        }
    }
}
