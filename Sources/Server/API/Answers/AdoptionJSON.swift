package import Identifiers
import Nameplate
import Registry

/// A format in which a model was numbered before, with the serial numbers that exist.
package struct FormatAdoption: Sendable {
    package var pattern: String
    package var existing: [ExistingBatch]

    package init(pattern: String, existing: [ExistingBatch]) {
        self.pattern = pattern
        self.existing = existing
    }

    static let schema = ObjectSchema(
        "FormatAdoption",
        [
            .required("pattern", .text(), "the format in which the model was numbered before"),
            .required(
                "existing",
                .list(
                    .object(
                        ObjectSchema(
                            "ExistingSerials",
                            [
                                .required("firstSequence", .count, "the first sequence number"),
                                .required("count", .integer(1...Int64.max), "how many serial numbers"),
                                .optional("plant", .text(), "the plant that they print"),
                                .optional("line", .text(), "the line that they print"),
                                .optional("date", .date, "a day whose date they print"),
                            ])), most: Commands.mostAdoptedBatches), "the serial numbers that exist"),
        ])

    init(_ json: JSONValue) throws(Problem) {
        var existing: [ExistingBatch] = []
        for item in json["existing"]?.elements ?? [] {
            existing.append(
                ExistingBatch(
                    fields: SerialFormat.Fields(
                        plant: item["plant"]?.text, line: item["line"]?.text, date: try item.date("date")),
                    first: item["firstSequence"]?.integer ?? 0, count: item["count"]?.integer ?? 0))
        }
        self.init(pattern: json["pattern"]?.text ?? "", existing: existing)
    }

    /// The adoption as the API reads it.
    package var document: [UInt8] {
        JSONWriter.bytes { json in
            json.object { json in
                json.field("pattern", pattern)
                json.listField("existing", existing) { json, batch in
                    json.object { json in
                        json.field("firstSequence", batch.first)
                        json.field("count", batch.count)
                        json.field("plant", batch.fields.plant)
                        json.field("line", batch.fields.line)
                        json.field("date", batch.fields.date?.isoText)
                    }
                }
            }
        }
    }
}

extension AdoptedFormat {
    static let schema = ObjectSchema(
        "AdoptedFormat",
        [
            .required("pattern", .text(), "the format"),
            .required("batches", .count, "the batches that tell what exists"),
            .required("serials", .count, "the serial numbers of these"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("pattern", format.pattern)
            json.field("batches", batches)
            json.field("serials", serials)
        }
    }
}
