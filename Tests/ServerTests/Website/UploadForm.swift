enum UploadForm {
    /// A form with a file as a browser sends it.
    static func bytes(
        _ fields: [(String, String)], file: [UInt8]?, name: String = "../../evil.html", boundary: String = "----b"
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        for (name, value) in fields {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n"
            bytes += Array("\(head)\(value)\r\n".utf8)
        }
        if let file {
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\n"
            bytes += Array("\(head)Content-Type: text/html\r\n\r\n".utf8) + file + [0x0D, 0x0A]
        }
        return bytes + Array("--\(boundary)--\r\n".utf8)
    }
}
