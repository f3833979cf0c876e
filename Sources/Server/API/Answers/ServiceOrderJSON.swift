import AfterSales
import Identifiers
import Nameplate
import Registry
import Safeguards

extension ServiceAnswer {
    static let schema = ObjectSchema(
        "ServiceOrder",
        ServiceOrder.properties + [
            .optional("complaint", .text(most: ServiceDetails.mostCharacters), "what is wrong; absent once erased"),
            .optional("workDone", .text(most: ServiceDetails.mostCharacters), "what was done; absent once erased"),
            .optional("causalPart", .text(most: 120), "the part at fault"),
            .optional("meter", .word(UsageLimit.Meter.allCases.map(\.rawValue)), "which meter was read"),
            .optional("reading", .count, "what it showed"),
            .optional(
                "thefts", .list(.object(TheftNote.schema), most: TheftList.mostOfUnit),
                "open reports that the unit was stolen or lost"),
            .optional("repeats", .text(most: 11), "the order after which the unit came back, where it is for you"),
            .required("currency", .text(most: 3), "ISO 4217, of all amounts"),
            .required("lines", .list(.object(ClaimLine.schema), most: ServiceDetails.mostLines), "what was done"),
            .required("recordedLines", .count, "so many of the lines are in the unit's history already"),
            .optional("case", .text(most: 11), "the case at the support desk"),
            .optional("claim", .text(most: 11), "the claim that was filed for it"),
            .optional("campaign", .text(most: 80), "the recall that it was done for"),
            .optional("reference", .text(most: 100), "the workshop's own number"),
            .required("possible", .list(.word(ServiceStep.allCases.map(\.rawValue)), most: 20), "steps you may do"),
            .required("steps", .list(.object(ServiceStepEntry.schema), most: ServiceSteps.most), "what was done"),
            .required("rowVersion", .count, "for If-Match"),
            .required("path", .text(most: 200), "its address"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            order.writeMembers(to: &json, model)
            let details = order.details
            json.field("complaint", details.complaint)
            json.field("workDone", details.workDone)
            json.field("causalPart", details.causalPart)
            json.field("meter", details.reading?.meter.rawValue)
            json.field("reading", details.reading?.value)
            if !thefts.isEmpty { json.listField("thefts", thefts) { $1.write(to: &$0) } }
            json.field("repeats", repeats?.text)
            json.field("currency", details.currency)
            json.listField("lines", details.lines) { $1.write(to: &$0) }
            json.field("recordedLines", Int64(order.recordedLines))
            json.field("case", details.caseNumber?.text)
            json.field("claim", order.claim?.text)
            json.field("campaign", details.campaign)
            json.field("reference", details.reference)
            json.field("possible", possible.map(\.rawValue))
            json.listField("steps", steps) { $1.write(to: &$0) }
            json.field("rowVersion", order.rowVersion)
            json.field("path", Address.serviceOrder(order.number))
        }
    }
}

extension ServiceOrder {
    static let properties: [ObjectSchema.Property] = [
        .required("number", .text(most: 11), "its number"),
        .optional("model", .text(), "the model's number"),
        .required("serial", .text(most: 64), "the unit's serial number"),
        .required("state", .word(ServiceState.allCases.map(\.rawValue)), "where it is on its way"),
        .required("charge", .word(ServiceCharge.allCases.map(\.rawValue)), "who bears the cost"),
        .optional("outcome", .word(ServiceOutcome.allCases.map(\.rawValue)), "what the repair came to"),
        .optional("site", .text(most: 200), "the workshop"),
        .optional("technician", .text(most: 80), "who works on it"),
        .optional("symptom", .text(most: 80), "what the customer complains of"),
        .optional("faultCode", .text(most: 80), "the diagnosis"),
        .required("isRepeat", .boolean, "whether the unit came back within 90 days after a repair"),
        .required("minutes", .count, "working time"),
        .optional("downMinutes", .count, "for how long the unit was down"),
        .optional("downSince", .time, "since when it could not be used"),
        .optional("backSince", .time, "since when it can be used again"),
        .required("openedAt", .time, "when it was opened"),
        .optional("completedAt", .time, "when the work was finished"),
    ]
    static let listedSchema = ObjectSchema("ListedServiceOrder", properties)

    func writeMembers(to json: inout JSONWriter, _ model: Model?) {
        json.field("number", number.text)
        json.field("model", model?.number.text)
        json.field("serial", unit.serial.text)
        json.field("state", state.rawValue)
        json.field("charge", details.charge.rawValue)
        json.field("outcome", outcome?.rawValue)
        json.field("site", site)
        json.field("technician", details.technician)
        json.field("symptom", details.symptom)
        json.field("faultCode", details.faultCode)
        json.field("isRepeat", repeats != nil)
        json.field("minutes", minutes)
        json.field("downMinutes", downMinutes)
        json.field("downSince", details.downSince.map { TimeText.text($0) })
        json.field("backSince", details.backSince.map { TimeText.text($0) })
        json.field("openedAt", TimeText.text(openedAt))
        json.field("completedAt", completedAt.map { TimeText.text($0) })
    }
}

extension ServiceStepEntry {
    static var schema: ObjectSchema {
        ObjectSchema(
            "ServiceStepEntry",
            [
                .required("step", .word(ServiceStep.allCases.map(\.rawValue)), "what was done"),
                .required("state", .word(ServiceState.allCases.map(\.rawValue)), "where that led"),
                .required("at", .time, "when"),
                .required("by", .text(most: 80), "who, as the audit trail names them"),
                .optional("note", .text(most: 1_000), "what was said"),
            ])
    }
}

extension UnitServiceAnswer {
    static let schema = ObjectSchema(
        "UnitServiceOrders",
        [
            .required("items", .list(.object(ServiceOrder.listedSchema), most: 200), "the newest first"),
            .optional("downMinutes", .count, "for how long the unit was down within the time"),
            .optional("availability", .number, "up time by all time, 0 to 1"),
            .optional("from", .time, "the time that is looked at"),
            .optional("until", .time, "its end"),
        ])

    func writeMembers(to json: inout JSONWriter, _ model: Model?) {
        json.listField("items", orders) { json, order in json.object { order.writeMembers(to: &$0, model) } }
        guard let availability else { return }
        json.field("downMinutes", availability.downMinutes)
        json.field("availability", availability.ratio)
        json.field("from", TimeText.text(availability.times.lowerBound))
        json.field("until", TimeText.text(availability.times.upperBound))
    }
}

extension ServiceRepairs.Cure {
    static let schema = ObjectSchema(
        "Cure",
        [
            .optional("faultCode", .text(most: 80), "the fault that was found"),
            .optional("work", .text(most: 400), "the parts that were fitted, else the labour codes"),
            .required("outcome", .word(ServiceOutcome.allCases.map(\.rawValue)), "what the repairs came to"),
            .required("count", .count, "so many repairs"),
            .required("cameBack", .count, "after so many of them the unit came back within 90 days"),
            .optional("minutes", .count, "working time on average"),
            .required("last", .time, "when the last one was completed"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("faultCode", faultCode)
            json.field("work", work)
            json.field("outcome", outcome.rawValue)
            json.field("count", count)
            json.field("cameBack", cameBack)
            json.field("minutes", count > 0 ? minutes / count : nil)
            json.field("last", TimeText.text(last))
        }
    }
}

extension NamedRepairFigures {
    static let schema = ObjectSchema(
        "RepairFigures",
        [
            .optional("model", .text(), "the model's number"),
            .required("count", .count, "completed service orders"),
            .required("noTroubleFound", .count, "those at which nothing was found (NTF)"),
            .required("repeats", .count, "those of units that came back within 90 days after a repair"),
            .required("repaired", .count, "those that were repaired"),
            .optional("meanWorkMinutes", .count, "working time of a repair on average"),
            .optional("meanRestorationMinutes", .count, "mean time to restoration (MTTR)"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("model", model)
            json.field("count", figures.count)
            json.field("noTroubleFound", figures.noTroubleFound)
            json.field("repeats", figures.repeats)
            json.field("repaired", figures.repaired)
            json.field("meanWorkMinutes", figures.meanWorkMinutes.map { Int64($0.rounded()) })
            json.field("meanRestorationMinutes", figures.meanRestorationMinutes.map { Int64($0.rounded()) })
        }
    }
}
