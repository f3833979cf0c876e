import ArgumentParser
import BarcodeReading
import Server

/// `nameplate read`: what the codes on photos say.
struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the codes on photos of plates, and say which model and unit they name.",
        discussion: """
            Bar codes and squares of all common kinds, however they lie, in JPEG, PNG and WebP files. Several codes on one \
            photo are taken as one plate: an EAN says the model, another code the serial number. Exit status 1 says \
            that a photo could not be read, or that what its codes say is not known.

            EXAMPLES
              nameplate read photo.png
              nameplate read photo.png photo-2.png --json
              nameplate read - < photo.png
            """)
    @Argument(help: "The photos; '-' reads one from standard input.", completion: .file()) var photos: [String]
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let bar = ProgressBar("Reading photos")
            var hasFailed = false
            for (place, path) in photos.enumerated() {
                if photos.count > 1 { bar.show(fraction: Double(place) / Double(photos.count), rows: Int64(place)) }
                let bytes = try await Self.contents(of: path)
                bar.clear()
                if photos.count > 1, !session.printsJSON {
                    let heading = session.output.terminal.styled(path.harmless(), .strong)
                    try session.output.print(place == 0 ? [heading] : ["", heading])
                }
                do {
                    let body = try await session.answer(to: Self.call(bytes)).body
                    try session.show(body) { answer in
                        try session.output.print(PhotoCard.lines(answer, for: session.output.terminal))
                    }
                    let answer = try JSONText.decode(JSON.self, from: body)
                    hasFailed = hasFailed || LookupCard.isUnknown(answer.lookup)
                } catch let refusal as Refusal where photos.count > 1 {
                    // One that cannot be read does not keep the others from being read.
                    try Output.errors.print(refusal.lines(for: .errors))
                    hasFailed = true
                }
            }
            bar.clear()
            if hasFailed { throw ExitCode(Failure.refused) }
        }
    }

    /// No more than one byte beyond the limit, which the API then names.
    private static func contents(of path: String) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: path) {
            bytes += piece
            if bytes.count > BarcodeReader.mostBytes { break }
        }
        return bytes
    }

    private static func call(_ bytes: [UInt8]) -> APICall {
        var call = APICall(.post, ["read"])
        call.body = .bytes(bytes)
        // Which of the kinds it is, its first bytes say.
        return call.with("Content-Type", "image/jpeg")
    }
}
