import Nameplate
import Registry

/// Questions whether units of the demo's makers are real.
extension DemoData {
    /// Asks what strangers ask, each from a network of their own, unless the first of these units was asked for already.
    static func loadVerifications(in folder: String, into registry: NameplateRegistry) async throws {
        for (maker, path) in try DemoData(folder: folder).verifications {
            let entries = try list(path).compactMap { entry -> (model: String, serial: String, entry: JSON)? in
                guard let model = entry.model.asText, let serial = entry.serial.asText else { return nil }
                return (model, serial, entry)
            }
            guard let first = entries.first else { continue }
            func file() async throws -> CopyFile {
                try await registry.copyFile(of: first.serial, model: first.model, of: maker, as: .administrator)
            }
            guard try await file().scans.isEmpty else { continue }
            for (model, serial, entry) in entries {
                _ = try await registry.verify(
                    VerificationQuestion(serial, model: model, region: entry.region.asText), as: .stranger,
                    from: RequestSource(network: entry.network.asText, requestID: nil))
            }
            // Whoever reads the file finds what was asked on disk, and what follows from it on the list.
            _ = try await file()
        }
    }
}
