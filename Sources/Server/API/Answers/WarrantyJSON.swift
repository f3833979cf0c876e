import AfterSales
import Identifiers
import Nameplate
import Registry

extension WarrantyAnswer {
    private static let properties: [ObjectSchema.Property] = [
        .required("manufacturer", .object(Manufacturer.referenceSchema), "who made it"),
        .required("model", .object(Model.referenceSchema), "its model"),
        .required("serial", .text(most: 64), "the serial number as marked"),
        .required("asOf", .date, "the day that the answer is for; a month for strangers"),
        .required("state", .word(CoverVerdict.State.allCases.map(\.rawValue)), "'unknown' is never 'out'"),
        .optional("until", .date, "the last day without a gap; it is still covered"),
        .optional("covers", .list(.object(CoverLine.schema), most: 1_000), "every promise and what became of it"),
        .optional("reasons", .texts(most: 1_000, each: 500), "the verdict in sentences"),
    ]

    static let schema = ObjectSchema("Warranty", properties)

    func write(to json: inout JSONWriter) {
        json.object { json in
            manufacturer.writeReference(to: &json)
            json.objectField("model") { model.writeReferenceMembers(to: &$0) }
            json.field("serial", serial.text)
            json.field("asOf", asOf.isoText)
            json.field("state", state.rawValue)
            guard let verdict else { return }
            json.field("until", verdict.until?.isoText)
            json.listField("covers", verdict.lines) { $1.write(to: &$0) }
            json.field("reasons", verdict.sentences)
        }
    }
}

extension CoverLine {
    static let schema = ObjectSchema(
        "CoverLine",
        [
            .required("source", .text(most: 200), "the term with its version, or the extension"),
            .optional("title", .text(most: 200), "what the papers call it"),
            .required("covers", .list(.word(Coverage.Kind.allCases.map(\.rawValue)), most: 3), "what is paid for"),
            .optional("component", .text(most: 100), "the component that alone is covered"),
            .required("state", .word(CoverVerdict.State.allCases.map(\.rawValue)), "on the day that was asked for"),
            .optional("from", .date, "its first day"),
            .optional("until", .date, "its last day, which belongs to it"),
            .optional("start", .word(StartRule.Start.allCases.map(\.rawValue)), "what it counts from"),
            .optional("startedOn", .date, "when that was"),
            .optional("event", .id, "the event that says so"),
            .required("reasons", .list(.object(CoverReason.schema), most: 100), "what began, limited and ended it"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("source", source.label)
            json.field("title", title)
            json.field("covers", kinds.map(\.rawValue))
            json.field("component", component)
            json.field("state", state.rawValue)
            json.field("from", from?.isoText)
            json.field("until", until?.isoText)
            json.field("start", begin?.start.rawValue)
            json.field("startedOn", begin?.fact.on.isoText)
            json.field("event", begin?.fact.event?.description)
            json.listField("reasons", reasons) { $1.write(to: &$0) }
        }
    }
}

extension CoverReason {
    static let schema = ObjectSchema(
        "CoverReason",
        [
            .required("code", .text(most: 40), "for programs"),
            .required("sentence", .text(most: 500), "for people"),
            .optional("day", .date, "the day that it speaks of"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code)
            json.field("sentence", sentence)
            json.field("day", day?.isoText)
        }
    }
}

extension ListedWarranty {
    static let schema = ObjectSchema(
        "ListedWarranty",
        ListVerdict.schema.properties + [
            .optional("warranty", .object(WarrantyAnswer.listedSchema), "for a unit that was found")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            entry.writeMembers(to: &json)
            guard let answer else { return }
            json.objectField("warranty") { json in
                json.field("asOf", answer.asOf.isoText)
                json.field("state", answer.state.rawValue)
                json.field("until", answer.verdict?.until?.isoText)
                json.field("reasons", answer.verdict?.sentences)
            }
        }
    }
}

extension WarrantyAnswer {
    static let listedSchema = ObjectSchema(
        "ListedWarrantyVerdict",
        properties.filter { ["asOf", "state", "until", "reasons"].contains($0.name) })
}

extension ExpiringCover {
    static let schema = ObjectSchema(
        "ExpiringCover",
        UnitStretch.properties + [
            .required("until", .date, "the last day"),
            .required("sources", .texts(most: 100, each: 200), "the terms and extensions that cover it now"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            units.writeMembers(to: &json)
            json.field("until", until.isoText)
            json.field("sources", sources)
        }
    }
}

extension KeptTerm {
    static let listSchema = ObjectSchema(
        "WarrantyTerms", [.required("items", .list(.object(schema), most: WarrantyTerms.most), "the terms")])

    private static let schema = ObjectSchema(
        "WarrantyTerm",
        [
            .required("id", .id, "by which it is taken back"),
            .required("name", .text(most: 60), "its name"),
            .required("version", .count, "its version"),
            .required("target", .text(most: 220), "the models whose units it is for, in words"),
            .required("forSome", .boolean, "whether it is for some of their units only"),
            .required("document", .anyObject, "as it can be set again; docs/warranty.md describes it"),
        ])

    func write(to json: inout JSONWriter) throws {
        let document = try JSONParser.parse(Array(self.document.utf8))
        json.object { json in
            json.field("id", id.description)
            json.field("name", term.name)
            json.field("version", term.version)
            json.field("target", term.target.words)
            json.field("forSome", isForSome)
            json.name("document")
            json.value(document)
        }
    }
}

extension CoverExtension {
    static let requestSchema = ObjectSchema(
        "NewExtension",
        [
            .optional("kind", .word(Kind.allCases.map(\.rawValue)), "extended without it"),
            .required("reference", .text(most: 100), "the contract or case that it is known by"),
            .required("coverage", .anyObject, "as in a warranty term: covers, component, months …"),
            .optional("from", .date, "its first day; after the cover of the terms without it"),
            .optional("transfer", .word(WarrantyTerm.Transfer.allCases.map(\.rawValue)), "always without it"),
            .optional("pausesInRepair", .boolean, "days in repair are added"),
        ])
}

extension JSONWriter {
    /// A value as somebody sent it.
    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .boolean(let boolean): self.value(boolean)
        case .number(let text):
            if let integer = Int64(text) { self.value(integer) } else { self.value(Double(text) ?? .nan) }
        case .text(let text): self.value(text)
        case .array(let elements): array(elements) { $0.value($1) }
        case .object(let members):
            object { json in
                for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                    json.name(name)
                    json.value(value)
                }
            }
        }
    }
}
