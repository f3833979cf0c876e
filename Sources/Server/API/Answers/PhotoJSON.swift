import BarcodeReading
import Identifiers
import Nameplate

/// What the codes on a photo say, with the dossier where it is one unit or model.
struct PhotoDocument {
    var answer: PhotoAnswer
    var lookup: LookupDocument

    static let schema = ObjectSchema(
        "Photo",
        [
            .required("width", .count, "of the photo in pixels"), .required("height", .count, "of the photo in pixels"),
            .required("codes", .list(.object(code), most: BarcodeReader.mostCodes), "from its top to its bottom"),
            .required("text", .text(most: 20_000), "what was looked up: the plate as the codes say it"),
            .required("lookup", .object(LookupDocument.schema), "what the codes name together"),
        ])

    private static let code = ObjectSchema(
        "PhotoCode",
        [
            .required("symbology", .word(BarcodeSymbology.allCases.map(\.rawValue)), "the kind of code"),
            .required("identifier", .text(most: 3), "the symbology identifier of ISO/IEC 15424"),
            .required("text", .text(most: 8_000), "what it says"),
            .required("scanned", .text(most: 8_000), "as a scanner delivers it, with identifier and separators"),
            .required("gs1", .boolean, "whether it holds GS1 element strings"),
            .required(
                "corners",
                .list(
                    .object(
                        ObjectSchema(
                            "PhotoPoint",
                            [
                                .required("x", .integer(-100_000...100_000), "in pixels from the left"),
                                .required("y", .integer(-100_000...100_000), "in pixels from the top"),
                            ])), most: 4), "the code's own top left, top right, bottom right and bottom left"),
            .required("orientation", .integer(-180...180), "by how many degrees it is turned"),
            .required("reading", .object(ParseAnswer.schema), "what its content is by itself"),
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("width", answer.width)
            json.field("height", answer.height)
            json.listField("codes", answer.codes) { json, item in
                json.object { json in
                    json.field("symbology", item.code.symbology.rawValue)
                    json.field("identifier", item.code.identifier)
                    json.field("text", item.code.text)
                    json.field("scanned", item.code.scanned)
                    json.field("gs1", item.code.isGS1)
                    json.listField("corners", item.code.corners) { json, corner in
                        json.object { json in
                            json.field("x", corner.x)
                            json.field("y", corner.y)
                        }
                    }
                    json.field("orientation", item.code.orientation)
                    json.name("reading")
                    item.reading.write(to: &json)
                }
            }
            json.field("text", answer.text)
            json.name("lookup")
            lookup.write(to: &json)
        }
    }
}
