package import Hummingbird

extension Call {
    /// The row version that the caller has seen (RFC 9110, section 13.1.1); nil for `*`, whichever there is.
    /// - Throws: `ifMatch.missing`, `header.invalid`.
    package func expectedVersion() throws(RequestError) -> Int64? {
        guard let header = headers[.ifMatch] else {
            throw RequestError(
                .ifMatchMissing, "Say with If-Match which version you change: the ETag with which you read it.",
                field: "If-Match")
        }
        if header == "*" { return nil }
        let tag = header.dropFirst().dropLast()
        guard header.hasPrefix("\""), header.hasSuffix("\""), header.utf8.count > 2,
            let version = Int64(tag.prefix { $0 != "-" })
        else {
            throw RequestError(
                .headerInvalid, "If-Match holds one ETag as it was given, such as \"3\".", field: "If-Match")
        }
        return version
    }

    /// An answer that the caller need not be sent again (RFC 9110, section 13.1.2).
    ///
    /// The tag begins with the row's version. What the rest of the document says changes without the row, and depends
    /// on who asks, so its hash follows.
    package func versioned(_ version: Int64, _ body: (inout JSONWriter) -> Void) -> Response {
        let bytes = JSONWriter.bytes(body)
        let tag = "\"\(version)-\(String(Fingerprint.of(bytes), radix: 36))\""
        let known = headers[values: .ifNoneMatch].joined(separator: ",").split(separator: ",")
        guard !known.contains(where: { Self.weak($0) == tag || Self.weak($0) == "*" }) else {
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        var response = Response.bytes(bytes, "application/json")
        response.headers[.eTag] = tag
        return response
    }

    /// An entry of `If-None-Match` for the weak comparison (RFC 9110, section 8.8.3.2).
    private static func weak(_ entry: Substring) -> Substring {
        let entry = entry.trimmingPrefix { $0 == " " }
        return entry.hasPrefix("W/") ? entry.dropFirst(2) : entry
    }
}

/// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): notices a difference, proves nothing.
enum Fingerprint {
    static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
