import BarcodeReading
import Hummingbird
import Nameplate
import Registry

// What the codes on a photo say.

extension Routes {
    static let photos: [Route] = [
        Route(
            method: .post, path: "\(prefix)/read", permission: .look,
            summary:
                "Read the codes on a photo of a plate, and say which model and unit they mean; the photo is not kept",
            request: .photo, answer: .json(PhotoDocument.schema, "each code, and what they name together"),
            isCharged: true
        ) { call in
            let photo = try await call.collectPhoto()
            let answer = try await call.registry.read(photo: photo, as: call.principal)
            let document = PhotoDocument(answer: answer, lookup: try await LookupDocument(answer.lookup, call))
            return .json { document.write(to: &$0) }
        }
    ]
}

extension Call {
    /// The bytes of a body that is a photo.
    /// - Throws: `body.tooLarge`, `server.busy`.
    fileprivate func collectPhoto() async throws -> [UInt8] {
        try await collectBody(most: BarcodeReader.mostBytes, advice: "send the photo in a smaller size")
    }
}
