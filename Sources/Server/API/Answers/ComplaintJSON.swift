import Identifiers
import Nameplate
import Quality
import Registry

extension Complaint {
    static let properties: [ObjectSchema.Property] =
        [
            .required("number", .text(most: 11), "its number, such as Q-7K3M-9TQ1"),
            .required("source", .word(ComplaintSource.allCases.map(\.rawValue)), "where it came from"),
            .optional(
                "reference", .text(most: ComplaintDetails.longestReference), "under which number somebody else has it"),
            .required("model", .text(), "the number of the model"),
            .optional("serial", .text(most: 64), "the unit, where it is known"),
        ] + ComplaintDetails.properties + [
            .required("state", .word(ComplaintState.allCases.map(\.rawValue)), "where it is on its way"),
            .optional("problem", .text(most: 11), "the problem that it is a sign of"),
            .required("enteredAt", .time, "when it was kept"),
        ]
    static let listedSchema = ObjectSchema("ListedComplaint", properties)

    func writeMembers(to json: inout JSONWriter, _ model: Model?) {
        json.field("number", number.text)
        json.field("source", source.rawValue)
        json.field("reference", reference)
        json.field("model", model?.number.text ?? "")
        json.field("serial", serial?.text)
        details.writeMembers(to: &json)
        json.field("state", state.rawValue)
        json.field("problem", problem?.text)
        json.field("enteredAt", TimeText.text(enteredAt))
    }
}

extension ComplaintDetails {
    static let properties: [ObjectSchema.Property] = [
        .optional(
            "identification", .text(most: longestIdentification),
            "what is known of the unit's number where that is not all, such as 11 characters of a VIN"),
        .required("faultCodes", .texts(most: mostFaultCodes, each: FaultCode.longestCode), "what it is about"),
        .optional("failedOn", .date, "when it failed, as finely as it is told"),
        .required("receivedOn", .date, "the day on which it came"),
        .optional("usage", .integer(0...mostUsage), "how long it had run"),
        .optional("usageUnit", .word(UsageUnit.allCases.map(\.rawValue)), "KMT kilometres, SMI miles, HUR hours"),
        .optional("country", .text(most: 2), "where: ISO 3166-1 alpha-2"),
        .required("crash", .boolean, "whether it crashed"),
        .required("fire", .boolean, "whether it burnt"),
        .required("injured", .integer(0...mostPersons), "how many people were hurt"),
        .required("deaths", .integer(0...mostPersons), "how many died"),
        .optional("words", .text(most: longestWords), "in the words of whoever complains; for whoever deals with it"),
    ]

    func writeMembers(to json: inout JSONWriter) {
        json.field("identification", identification)
        json.field("faultCodes", faultCodes)
        json.field("failedOn", failedOn?.isoText)
        json.field("receivedOn", receivedOn.isoText)
        json.field("usage", usage?.value)
        json.field("usageUnit", usage?.unit.rawValue)
        json.field("country", country)
        json.field("crash", harm.crash)
        json.field("fire", harm.fire)
        json.field("injured", harm.injured)
        json.field("deaths", harm.deaths)
        json.field("words", words)
    }
}

extension ComplaintAnswer {
    static let schema = ObjectSchema(
        "Complaint",
        Complaint.properties + [
            .required("enteredBy", .text(), "by whom"),
            .required(
                "possible", .list(.word(ComplaintStep.allCases.map(\.rawValue)), most: 3), "what you may do next"),
            .required("mayChange", .boolean, "whether you may say other things of it"),
            .required("rowVersion", .count, "for If-Match"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            complaint.writeMembers(to: &json, model)
            json.field("enteredBy", complaint.enteredBy)
            json.field("possible", possible.map(\.rawValue))
            json.field("mayChange", mayChange)
            json.field("rowVersion", complaint.rowVersion)
        }
    }
}

extension CountedFaultCode {
    static let schema = ObjectSchema(
        "CountedFaultCode",
        [
            .required("code", .text(most: FaultCode.longestCode), "the code"),
            .optional("title", .text(most: 200), "what it means, in English or another language"),
            .required("complaints", .count, "how many complaints have it"),
            .required("harmful", .count, "of a crash, a fire, injured or dead people"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", count.code)
            json.field("title", fault?.title(in: "en"))
            json.field("complaints", count.complaints)
            json.field("harmful", count.harmful)
        }
    }
}

extension ImportedComplaints {
    static let schema = ObjectSchema(
        "ImportedComplaints",
        [
            .required("dryRun", .boolean, "whether nothing was written"),
            .required("added", .count, "complaints that are new"),
            .required("unchanged", .count, "those that were there already, by their reference"),
            .required(
                "numbers", .list(.text(most: 11), most: ComplaintTable.most),
                "in the order of the rows; none of a dry run"),
        ])

    func write(to json: inout JSONWriter, isDryRun: Bool) {
        json.object { json in
            json.field("dryRun", isDryRun)
            json.field("added", added)
            json.field("unchanged", unchanged)
            json.listField("numbers", isDryRun ? [] : numbers) { $0.value($1.text) }
        }
    }
}

/// What became of an authority's table.
enum PublishedComplaintsJSON {
    static let schema = ObjectSchema(
        "PublishedComplaints",
        [
            .required("dryRun", .boolean, "whether nothing was written"),
            .required("rows", .count, "rows of the table"),
            .required(
                "faultyLines", .list(.count, most: HeadedTable.mostRows),
                "rows without a number, a make, a model or a day of receipt, by their line"),
            .required(
                "items", .list(.object(item), most: HeadedTable.mostRows), "the complaints, as the table has them"),
        ])
    private static let item = ObjectSchema(
        "PublishedComplaint",
        [
            .required("reference", .text(most: ComplaintDetails.longestReference), "the authority's number"),
            .required("maker", .text(most: 100), "as the authority names it"),
            .required("manufacturer", .text(most: 40), "the short name that it has here"),
            .required("model", .text(most: 100), "as the authority names it, with the model year"),
            .required("faultCodes", .texts(most: 5, each: FaultCode.longestCode), "its components"),
            .required(
                "outcome", .word(ImportedPublishedComplaint.Outcome.allCases.map(\.rawValue)), "what became of it"),
            .optional("complaint", .text(most: 11), "the complaint's number"),
            .required("lines", .list(.count, most: HeadedTable.mostRows), "the lines of the table that tell it"),
        ])

    static func write(
        _ table: NHTSAComplaints.Table, _ imported: [ImportedPublishedComplaint], isDryRun: Bool,
        to json: inout JSONWriter
    ) {
        json.object { json in
            json.field("dryRun", isDryRun)
            json.field("rows", table.rowCount)
            json.listField("faultyLines", table.faultyLines) { $0.value(Int64($1)) }
            json.listField("items", imported) { json, item in
                json.object { json in
                    json.field("reference", item.complaint.reference)
                    json.field("maker", item.complaint.maker)
                    json.field("manufacturer", item.complaint.manufacturer)
                    json.field("model", item.complaint.modelNumbers.first)
                    json.field("faultCodes", item.complaint.details.faultCodes)
                    json.field("outcome", item.outcome.rawValue)
                    json.field("complaint", isDryRun ? nil : item.number?.text)
                    json.listField("lines", item.complaint.lines) { $0.value(Int64($1)) }
                }
            }
        }
    }
}
