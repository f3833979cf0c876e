import ArgumentParser
import FoundationEssentials
import Server

/// `nameplate label print`
struct LabelPrint: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Print labels of some units or of a whole batch into a file.",
        discussion: """
            Nothing is left behind where a label cannot be made: the file is there only once it is whole. SVG and PNG hold \
            one label, PDF and ZPL as many as you like.

            A code leads to the unit's page where NAMEPLATE_PUBLIC_ADDRESS (or --public-address of the server) says where \
            that is; else it says both numbers, as 'nameplate lookup' understands them.

            EXAMPLES
              nameplate label print fjordlys FJ-320 TR2410001207Y --output plate.png
              nameplate label print fjordlys FJ-320 TR2410001207Y \\
                --layout box-label --format zpl --dpi 203 --output box.zpl
              nameplate label print fjordlys FJ-320 --batch 2024-W10 \\
                --sheet L7163 --start 5 --output plates.pdf
            """)
    @OptionGroup var model: ModelArguments
    @Argument(help: "Serial numbers; or --batch.") var serials: [String] = []
    @Option(help: "All units of this batch.") var batch: String?
    @Option(
        help: "A ready-made layout, one of the manufacturer's, or a file (default: rating-plate).", completion: .file())
    var layout: String?
    @Option(help: "svg, png, pdf or zpl (default: as the file's name ends).") var format: String?
    @Option(help: "The printer's resolution: 203, 300 or 600 (default: 300).") var dpi: Int?
    @Option(help: "Width and height in millimetres (default: the layout's).") var size: String?
    @Option(
        help:
            "In a PDF: L7160, L7163, L7165, L7651, 5160, 5163, A4, Letter, or '210x297 3x7 63.5x38.1 at 7.25,15.15 gap 2.5,0'."
    )
    var sheet: String?
    @Option(help: "At which place of the first sheet to begin.") var start: Int?
    @Flag(help: "Draw lines that say where to cut.") var cutMarks = false
    @Option(help: "How many of each.") var copies: Int?
    @Option(name: .customLong("field"), help: "A field that the layout declares, as NAME=VALUE; repeat it.")
    var fields: [String] = []
    @Option(name: .shortAndLong, help: "The file to write.", completion: .file()) var output: String
    @OptionGroup var registry: RegistryOptions

    func validate() throws {
        if serials.isEmpty == (batch == nil) { throw ValidationError("Name serial numbers, or a batch with --batch.") }
        if format == nil, !["svg", "png", "pdf", "zpl"].contains(ending) {
            throw ValidationError("Say --format svg, png, pdf or zpl, or let the file's name end in it.")
        }
        for field in fields where !field.contains("=") {
            throw ValidationError("A field is NAME=VALUE, such as owner='A. Person'; '\(field)' has no '='.")
        }
    }

    private var ending: String { output.split(separator: ".").last.map(String.init) ?? "" }

    func run() async throws {
        try await Session.open(registry) { session in
            let order: JSON = try await order()
            let call = try APICall(.post, model.path + ["labels"]).sending(order)
            let count: Int64 = try await count(session)
            let size: Int64 = try await LabelFile(output, labels: count, sheet: sheet, copies: copies ?? 1)
                .take(call, session)
            let summary: [String: JSON] = ["file": .string(output), "bytes": .integer(size), "labels": .integer(count)]
            try session.show(JSONText.encode(JSON.object(summary))) { _ in
                let what: String = count == 1 ? "1 label" : "\(Numbers.grouped(count)) labels"
                try session.output.print("\(what) in \(output.harmless()), \(Numbers.grouped(size)) bytes")
            }
        }
    }

    /// How many units the labels are for.
    private func count(_ session: Session) async throws -> Int64 {
        guard let batch else { return Int64(serials.count) }
        let answer = try await session.answer(to: APICall(.get, model.path + ["batches", batch]))
        let found = try JSONText.decode(JSON.self, from: answer.body)
        return found.count.asInteger ?? 0
    }

    private func order() async throws -> JSON {
        var order: [String: JSON] = ["format": .string(format ?? ending)]
        if let batch { order["batch"] = .string(batch) } else { order["serials"] = .array(serials.map(JSON.string)) }
        if let layout {
            if FileManager.default.fileExists(atPath: layout) {
                order["layoutText"] = .string(try await LabelFile.text(of: layout))
            } else {
                order["layout"] = .string(layout)
            }
        }
        if let size { order["size"] = .string(size) }
        if let sheet { order["sheet"] = .string(sheet) }
        if let dpi { order["dpi"] = .integer(Int64(dpi)) }
        if let start { order["start"] = .integer(Int64(start)) }
        if let copies { order["copies"] = .integer(Int64(copies)) }
        if cutMarks { order["cutMarks"] = .boolean(true) }
        var given: [String: JSON] = [:]
        for field in fields {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            given[String(parts[0])] = .string(String(parts[1]))
        }
        if !given.isEmpty { order["fields"] = .object(given) }
        return .object(order)
    }
}
