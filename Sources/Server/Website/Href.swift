package import Nameplate
package import Registry

/// An address on this site, percent-encoded as it is built (RFC 3986, section 2).
///
/// Pages take addresses in this type only, so that no text of a stranger becomes a `javascript:` link.
package struct Href: Hashable, Sendable {
    package let text: String

    /// - Parameters:
    ///   - path: the decoded segments of the path; none for the front page.
    ///   - query: decoded names and values, in order.
    ///   - fragment: the decoded id of an element on the page.
    package init(_ path: [String], query: [(String, String)] = [], fragment: String? = nil) {
        var text = ""
        for segment in path {
            text += "/" + Self.encoded(segment)
        }
        if text.isEmpty, fragment == nil || !query.isEmpty { text = "/" }
        var separator = "?"
        for (name, value) in query {
            text += separator + Self.encoded(name) + "=" + Self.encoded(value)
            separator = "&"
        }
        if let fragment { text += "#" + Self.encoded(fragment) }
        self.text = text
    }

    /// An address at another site, as it was checked when it was stored; nil for anything but `https://`.
    package init?(elsewhere link: String) {
        guard link.hasPrefix("https://"), link.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }) else { return nil }
        text = link
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, becomes `%XX`.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Where the pages lie.
extension Href {
    package static let front = Href([])
    /// What waits for whoever has signed in.
    package static let home = Href(["home"])
    package static let explainForm = Href(["explain"])
    package static let manufacturers = Href(["manufacturers"])
    package static let api = Href(["api"])
    package static func api(about subject: String) -> Href { Href(["api"], query: [("about", subject)]) }
    package static let signIn = Href(["sign-in"])
    package static let signInCode = Href(["sign-in", "code"])
    package static let signOut = Href(["sign-out"])
    package static let welcome = Href(["welcome"])
    package static let account = Href(["account"])
    package static let accounts = Href(["accounts"])

    /// Signing in, and then on to another page of this site.
    package static func signIn(back: Href) -> Href {
        back == .front ? .signIn : Href(["sign-in"], query: [("back", back.text)])
    }

    /// Something that one does to one's own account.
    package static func account(_ action: String...) -> Href { Href(["account"] + action) }

    /// An account that somebody looks after, or something that is done to it.
    package static func accounts(_ name: String, _ action: String...) -> Href { Href(["accounts", name] + action) }
    /// What is done with chosen rows of a list.
    package static let selected = Href(["selected"])
    package static let checkList = Href(["lookup", "list"])
    package static let referenceTables = Href(["reference-tables"])

    /// The file of a reference table.
    package static func referenceTable(_ kind: String) -> Href { Href(["api", "v1", "reference-tables", kind]) }

    /// What a number says by itself.
    package static func explain(_ text: String) -> Href { Href(["explain"], query: [("text", text)]) }

    package static func unknownPlates(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "unknown-plates"], query: query)
    }
    /// What was looked up in vain, to be worked off.
    package static func plateInbox(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "unknown-plates", "inbox"], query: query)
    }
    package static let learnFormat = Href(["formats", "learn"])
    /// Where imports are taken back.
    package static let importEditing = Href(["edit", "imports"])
    /// The registry itself: audit and backup.
    package static let registry = Href(["registry"])
    package static let retention = Href(["retention"])

    /// The audit trail of a manufacturer, or all of it.
    package static func auditTrail(_ slug: String?, query: [(String, String)] = []) -> Href {
        Href((slug.map { ["manufacturers", $0] } ?? []) + ["audit-trail"], query: query)
    }

    /// What is held about a person.
    package static func persons(_ slug: String) -> Href { Href(["manufacturers", slug, "persons"]) }

    /// Owners who consent to be written to.
    package static func audience(_ slug: String) -> Href { Href(["manufacturers", slug, "audience"]) }

    /// Where one asks for the owner of a unit.
    package static func owner(_ slug: String, _ model: String, _ serial: String) -> Href {
        Href(["manufacturers", slug, "models", model, "units", serial, "owner"])
    }

    /// Where a plate is photographed.
    package static let read = Href(["read"])

    package static func lookup(_ text: String) -> Href {
        Href(["lookup"], query: [("q", text)])
    }

    package static func manufacturer(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug], query: query)
    }

    /// Which units of a manufacturer.
    package static func population(_ slug: String, _ text: String? = nil) -> Href {
        Href(["manufacturers", slug, "population"], query: text.map { [("q", $0)] } ?? [])
    }

    /// What maintenance is due on the units of a model.
    /// - Parameter site: only on those that stand there.
    package static func dueMaintenance(
        _ slug: String, _ number: String, within days: Int? = nil, site: String? = nil
    ) -> Href {
        Href(
            ["manufacturers", slug, "models", number, "maintenance"],
            query: [("within", days.map { String($0) } ?? ""), ("site", site ?? "")].filter { !$0.1.isEmpty })
    }

    package static func model(_ slug: String, _ number: String) -> Href {
        Href(["manufacturers", slug, "models", number])
    }

    /// A model on one sheet of paper.
    package static func dataSheet(_ slug: String, _ number: String) -> Href {
        Href(["manufacturers", slug, "models", number, "data-sheet"])
    }

    package static func unit(_ slug: String, _ model: String, _ serial: String, asOf: String? = nil) -> Href {
        Href(
            ["manufacturers", slug, "models", model, "units", serial],
            query: asOf.map { [("asOf", $0)] } ?? [])
    }

    package static func unit(_ slug: String, _ model: String, _ serial: String, query: [(String, String)]) -> Href {
        Href(["manufacturers", slug, "models", model, "units", serial], query: query)
    }

    /// What a unit contains, as a table.
    package static func components(
        _ slug: String, _ model: String, _ serial: String, query: [(String, String)]
    ) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "models", model, "units", serial, "components"],
            query: query + [("format", "csv")])
    }

    /// Which units contain parts of a batch, as a table.
    package static func uses(_ slug: String, _ model: String, _ batch: String) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "models", model, "batches", batch, "uses"],
            query: [("format", "csv")])
    }

    /// The serial numbers of a batch, a line each.
    /// - Parameter form: `csv` for a table with their sequence numbers.
    package static func serials(_ slug: String, _ model: String, _ batch: String, as form: String? = nil) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "models", model, "batches", batch, "serials"],
            query: form.map { [("as", $0)] } ?? [])
    }

    /// The serial numbers of a batch with their codes.
    package static func codes(_ slug: String, _ model: String, _ batch: String) -> Href {
        Href(["api", "v1", "manufacturers", slug, "models", model, "batches", batch, "codes"])
    }

    /// Models side by side, each as manufacturer/number.
    package static func compare(_ models: [String], query: [(String, String)] = []) -> Href {
        Href(["compare"], query: models.map { ("model", $0) } + query)
    }

    /// Models found by words (`q`), conditions (`where`) and in an order (`sort`).
    package static func models(query: [(String, String)] = []) -> Href { Href(["models"], query: query) }

    package static func line(_ slug: String, _ line: String) -> Href { Href(["manufacturers", slug, "lines", line]) }

    package static let categories = Href(["categories"])
    package static func category(_ key: String) -> Href { Href(["categories", key]) }

    /// What the catalogue lacks of a manufacturer's models.
    package static func gaps(_ slug: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "gaps"], query: query)
    }

    package static func batch(
        _ slug: String, _ model: String, _ number: String, query: [(String, String)] = []
    ) -> Href {
        Href(["manufacturers", slug, "models", model, "batches", number], query: query)
    }

    /// Where serial numbers of a model are issued.
    package static func issue(_ slug: String, _ model: String, query: [(String, String)] = []) -> Href {
        Href(["manufacturers", slug, "models", model, "issue"], query: query)
    }

    /// Where a model gets the format it was numbered in before.
    package static func learnFormat(_ slug: String, _ model: String) -> Href {
        Href(["manufacturers", slug, "models", model, "formats", "learn"])
    }

    /// Where a file to import is chosen.
    package static let importForm = Href(["import"])

    /// What a file that was sent would do.
    package static func importFile(_ id: ID<Upload>, _ query: [(String, String)] = []) -> Href {
        Href(["import", id.description], query: query)
    }

    package static func importRejects(_ id: ID<Upload>, _ query: [(String, String)]) -> Href {
        Href(["import", id.description, "rejects"], query: query)
    }

    /// Work that one has begun.
    package static let jobs = Href(["jobs"])
    package static func job(_ id: ID<Job>) -> Href { Href(["jobs", id.description]) }
    package static func jobFile(_ id: ID<Job>) -> Href { Href(["jobs", id.description, "file"]) }

    /// Where a table is taken away as a file.
    package static let exportForm = Href(["export"])

    /// A table to take away.
    package static func export(_ kind: String, of slug: String? = nil, model: String? = nil) -> Href {
        let filters = [("manufacturer", slug), ("model", model)]
        return Href(
            ["api", "v1", "exports", kind], query: filters.compactMap { name, value in value.map { (name, $0) } })
    }

    /// The file of a document.
    package static func documentFile(_ slug: String, _ id: ID<Document>) -> Href {
        Href(["api", "v1", "manufacturers", slug, "documents", id.description, "file"])
    }

    /// Where documents of a model are changed.
    package static func documents(_ slug: String, _ model: String, _ more: String...) -> Href {
        Href(["manufacturers", slug, "models", model, "documents"] + more)
    }

    /// Where labels of a unit, or of a batch's units, are looked at and printed.
    /// A model's plate redrawn, with a serial number and its doubtful characters.
    package static func plateEcho(_ slug: String, _ model: String, _ serial: String, marks: [Int]) -> Href {
        Href(
            ["api", "v1", "manufacturers", slug, "models", model, "plate-echo"],
            query: [("serial", serial)] + marks.map { ("mark", String($0)) })
    }

    package static func labels(_ slug: String, _ model: String, unit serial: String) -> Href {
        Href(["manufacturers", slug, "models", model, "units", serial, "labels"])
    }

    package static func labels(_ slug: String, _ model: String, units serials: [String]) -> Href {
        Href(["manufacturers", slug, "models", model, "labels"], query: serials.map { ("serial", $0) })
    }

    package static func labels(_ slug: String, _ model: String, batch: String) -> Href {
        Href(["manufacturers", slug, "models", model, "batches", batch, "labels"])
    }

    /// Where a manufacturer's own layouts are.
    package static func labelLayouts(_ slug: String, query: [(name: String, value: String)] = []) -> Href {
        Href(["manufacturers", slug, "label-layouts"], query: query)
    }

    /// A layout drawn with example values.
    package static func layoutPicture(_ slug: String, _ layout: String) -> Href {
        Href(["api", "v1", "manufacturers", slug, "label-layouts", layout, "picture"])
    }

    /// A document of the API with labels of a unit, or of a batch's units.
    package static func label(
        _ slug: String, _ model: String, unit serial: String, query: [(name: String, value: String)]
    ) -> Href {
        Href(["api", "v1", "manufacturers", slug, "models", model, "units", serial, "label"], query: query)
    }

    package static func labels(
        _ slug: String, _ model: String, batch: String, query: [(name: String, value: String)]
    ) -> Href {
        Href(["api", "v1", "manufacturers", slug, "models", model, "batches", batch, "labels"], query: query)
    }
}
