import Hummingbird
import Nameplate
import Registry

/// Sends a stored file so that no browser runs it here: its type is what its bytes have told, nothing guesses another,
/// and but for pictures it is kept, not opened. What else a browser must not do, ``SecurityHeaders`` say.
enum StoredFileResponse {
    static func make(_ file: OpenedFile, _ call: Call) -> Response {
        let tag = "\"\(file.file.digest.text.prefix(32))\""
        let known = call.headers[values: .ifNoneMatch].joined(separator: ",")
        if known.contains(tag) { return Response(status: .notModified, headers: [.eTag: tag]) }
        let body = ResponseBody(contentLength: Int(file.reader.size)) { output in
            var offset: Int64 = 0
            while offset < file.reader.size {
                let piece = try await file.piece(at: offset)
                guard !piece.isEmpty else { break }
                try await output.write(ByteBuffer(bytes: piece))
                offset += Int64(piece.count)
            }
            try await output.finish(nil)
        }
        let type = file.file.type
        let way = type.isPicture ? "inline" : "attachment"
        return Response(
            status: .ok,
            headers: [
                .contentType: type == .text ? "text/plain; charset=utf-8" : type.rawValue,
                .contentDisposition: "\(way); filename=\"\(file.name)\"", .eTag: tag,
            ], body: body)
    }
}
