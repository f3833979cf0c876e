package import Hummingbird
package import Registry

extension Call {
    /// How many rows the page may have.
    package var limit: Int { number("limit").map { Int($0) } ?? Limits.page }

    /// After which row the page begins; nil at the beginning.
    /// - Throws: `cursor.invalid` for anything but a `next` of the same list.
    package func after() throws(RegistryError) -> String? {
        guard let text = query["after"] else { return nil }
        guard let key = Cursor.key(of: text, in: path) else {
            throw RegistryError(
                .cursorInvalid, "This is no cursor of this list; take 'next' of its page before, or begin anew.",
                field: "after")
        }
        return key
    }

    /// The same in a list of records that goes by a time.
    /// - Throws: `cursor.invalid`.
    package func recordPlace() throws(RegistryError) -> RecordPlace? { try after().flatMap { RecordPlace($0) } }

    /// A page of a list.
    /// - Parameters:
    ///   - rows: Up to ``limit`` and one more, which tells that there is a next page.
    ///   - key: What the next page begins after.
    package func page<Row>(_ rows: [Row], key: (Row) -> String, _ write: (inout JSONWriter, Row) -> Void) -> Response {
        let shown = rows.prefix(limit)
        return .json { json in
            json.object { json in
                json.listField("items", shown, write)
                json.field("next", rows.count > limit ? shown.last.map { Cursor.text(key($0), in: path) } : nil)
            }
        }
    }

    /// A page that may have fewer rows than were asked for though others follow.
    /// - Parameter next: what the next page begins after; nil at the end.
    package func page<Row>(
        _ rows: [Row], next: String?, _ write: (inout JSONWriter, Row) -> Void
    ) -> Response {
        .json { json in
            json.object { json in
                json.listField("items", rows, write)
                json.field("next", next.map { Cursor.text($0, in: path) })
            }
        }
    }
}

extension Route {
    package static let pageParameters = [
        Parameter("after", .text(most: 1_000), "the cursor 'next' of the page before"),
        Parameter(
            "limit", .integer(1...Int64(Limits.largestPage)), "how many rows at most; \(Limits.page) without it"),
    ]

    /// The shape of a page.
    package static func page(of item: ObjectSchema) -> ObjectSchema {
        ObjectSchema(
            item.name.map { $0 + "Page" },
            [
                .required("items", .list(.object(item), most: Limits.largestPage), "the rows"),
                .optional("next", .text(most: 1_000), "the cursor of the next page; absent on the last one"),
            ])
    }
}

/// An opaque place in a list: the key of a row with a checksum over it and the list's path, in base64url (RFC 4648,
/// section 5). It holds nothing but what the page itself showed; the checksum keeps mistakes apart, not secrets.
enum Cursor {
    static func text(_ key: String, in path: String) -> String {
        let checksum = checksum(key, path)
        return Base64URL.encode((0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) } + Array(key.utf8))
    }

    static func key(of text: String, in path: String) -> String? {
        guard let bytes = Base64URL.decode(text), bytes.count >= 4,
            let key = String(validating: bytes.dropFirst(4), as: UTF8.self)
        else { return nil }
        return Self.text(key, in: path) == text ? key : nil
    }

    private static func checksum(_ key: String, _ path: String) -> UInt64 {
        let hash = Fingerprint.of(Array(path.utf8) + [0] + Array(key.utf8))
        return hash ^ hash >> 32
    }
}
