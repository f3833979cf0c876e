import Hummingbird
import NIOCore
import Nameplate
import Registry

// All of the registry in one file.

extension Routes {
    static let backups: [Route] = [
        Route(
            method: .post, path: "\(prefix)/backup", permission: .backUp,
            summary: "Make a backup of the whole registry as it stands in a moment, and send it",
            request: .json(backupRequest),
            answer: .stream(
                [ContentType.octets],
                "the backup in frames; those of progress, and of a problem that ended it, are no part of the file")
        ) { call in
            try Access.require(call.principal, .backUp)
            let run = try await call.registry.backUp(
                BackupRequest(
                    passphrase: call.json["passphrase"]?.text, withoutKey: call.json["withoutKey"]?.boolean ?? false),
                program: Release.version, as: call.principal, from: call.source)
            let body = ResponseBody { output in
                var pieces = run.pieces()
                do {
                    while let piece = try await pieces.next() { try await output.write(ByteBuffer(bytes: piece)) }
                } catch {
                    // The answer has begun: its status can no longer say so.
                    try await output.write(ByteBuffer(bytes: BackupWriter.failure(ProgressStream.problemLine(error))))
                }
                try await output.finish(nil)
            }
            return Response(status: .ok, headers: [.contentType: ContentType.octets], body: body)
        }
    ]

    private static let backupRequest = ObjectSchema(
        "BackupRequest",
        [
            .optional("passphrase", .text(most: 1_000), "what seals the master key, at least 8 characters"),
            .optional("withoutKey", .boolean, "true leaves the master key out"),
        ])
}
