/// A style sheet, script or picture that the website sends as it is.
package struct StaticAsset: Sendable {
    static let stylesheet = "nameplate.css"
    static let script = "nameplate.js"
    /// For pages with a form that shows what it would do.
    static let liveScript = "live.js"
    /// For pages of work that is under way.
    static let jobsScript = "jobs.js"
    /// For those who look after products: what is found while somebody types.
    static let searchScript = "search.js"
    /// For the page on which the browser checks signatures alone.
    static let signatureScript = "signature.js"
    static let icon = "favicon.svg"
    static let required = [stylesheet, script, liveScript, jobsScript, searchScript, signatureScript, icon]

    package let bytes: [UInt8]
    package let contentType: String
    /// Changes whenever the content does: 16 hexadecimal digits. It addresses a version, it proves nothing.
    package let digest: String

    init(name: String, bytes: [UInt8]) throws(WebsiteError) {
        if name.hasSuffix(".css") {
            contentType = "text/css; charset=utf-8"
        } else if name.hasSuffix(".js") {
            contentType = "text/javascript; charset=utf-8"
        } else if name.hasSuffix(".svg") {
            contentType = "image/svg+xml; charset=utf-8"
        } else {
            throw WebsiteError(.fileMissing, file: name, detail: "no content type is known for this file name")
        }
        self.bytes = bytes
        // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
        let hash = bytes.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        let digits = String(hash, radix: 16)
        self.digest = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
