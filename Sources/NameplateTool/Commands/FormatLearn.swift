import ArgumentParser
import FoundationEssentials
import Identifiers
import Registry
import Server

extension Formats {
    struct Learn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Work out the serial format of serial numbers that exist already, and go on with it.",
            discussion: """
                The file holds at least 50 serial numbers of one model, one a line; or a table with the columns serial, \
                date and plant, the last two where they are known: they settle what the characters alone leave open. \
                No registry is needed, and nothing of the list is kept. What is proposed is nothing but a proposal: read \
                it through. --adopt gives the format to the model and makes known what exists, so that these serial \
                numbers are found and new ones begin after them; nothing is numbered anew.

                EXAMPLES
                  nameplate format learn existing.txt
                  nameplate format learn existing.txt \\
                    --manufacturer fjordlys --model FJ-320 --batches existing.csv
                  nameplate format learn existing.txt --manufacturer fjordlys --model FJ-600S --adopt
                  nameplate format learn - --json < existing.txt
                """)
        @Argument(help: "The file; '-' is standard input.", completion: .file()) var file: String
        @Option(help: "The manufacturer's short name, for the commands that follow.") var manufacturer: String?
        @Option(help: "The model's number, for the commands that follow.") var model: String?
        @Option(help: "Write what exists to this file, as 'nameplate import batches' reads it.", completion: .file())
        var batches: String?
        @Flag(help: "Give the model the first proposal as a format, and make known what exists.") var adopt = false
        @OptionGroup var registry: RegistryOptions

        private var json: Bool { registry.json }

        /// Longer files are more than a list holds anyway.
        private static let largestFile = 256 << 20

        func validate() throws {
            guard manufacturer == nil || model == nil, batches != nil || adopt else { return }
            throw ValidationError("--batches and --adopt need --manufacturer and --model.")
        }

        func run() async throws {
            var text: [UInt8] = []
            for try await piece in try FileBytes(path: file) {
                text += piece
                guard text.count <= Self.largestFile else {
                    throw ToolError(
                        "The list has more than \(Self.largestFile) bytes: give a part of it.", "file.tooLarge")
                }
            }
            let learnt: LearntFormats
            do {
                learnt = try Identifiers.SerialList(lines: text).learnFormats()
            } catch {
                throw Refusal(Problem(error), in: "")
            }
            let output = Output.standard
            if !json {
                try show(learnt, output)
            } else if !adopt {
                // Else the registry's answer is the document.
                try output.print(json: JSONWriter.bytes { LearntDocument(learnt: learnt).write(to: &$0) })
            }
            if let batches { try write(learnt, to: batches, output) }
            if adopt { try await give(learnt) }
        }

        private func existing(_ learnt: LearntFormats) throws -> (FormatProposal, [ExistingBatch], leftOut: Int) {
            guard let proposal = learnt.groups.first?.proposals.first, !proposal.spaces.isEmpty else {
                throw ToolError(
                    "No format was learnt: \(learnt.groups.first?.finding.sentence ?? "there are too many kinds").",
                    "format.notLearnt")
            }
            let today = CivilDate(microseconds: Int64(Date().timeIntervalSince1970 * 1e6))
            let (batches, leftOut) = proposal.existingBatches(asOf: today)
            return (proposal, batches, leftOut)
        }

        private func give(_ learnt: LearntFormats) async throws {
            let (proposal, batches, leftOut) = try existing(learnt)
            guard leftOut == 0 else {
                throw ToolError(
                    "The printed dates have no year, so that nobody can tell when these were made. Add the format with "
                        + "'nameplate format add', and import the units.", "format.notLearnt")
            }
            let adoption = FormatAdoption(pattern: proposal.format.pattern, existing: batches)
            try await Session.open(registry) { session in
                let path = ["manufacturers", manufacturer ?? "", "models", model ?? "", "formats", "adopt"]
                try await session.show(APICall(.post, path).sending(bytes: adoption.document)) { answer in
                    try session.output.print("")
                    try session.output.print(
                        "\(model ?? "") has the format \(answer.pattern.asText ?? "") now; "
                            + "\(Numbers.count(answer.serials.asInteger ?? 0, "serial number", "serial numbers")) in "
                            + "\(Numbers.count(answer.batches.asInteger ?? 0, "batch", "batches")) are known. New ones begin "
                            + "after them.")
                }
            }
        }

        /// Writes the batches of the most frequent length's first proposal.
        private func write(_ learnt: LearntFormats, to path: String, _ output: Output) throws {
            let (_, batches, leftOut) = try existing(learnt)
            try Output(path: path).write(
                ExistingBatchRows.bytes(batches, of: manufacturer ?? "", model: model ?? ""))
            guard !json else { return }
            let units = batches.reduce(Int64(0)) { $0 + $1.count }
            try output.print(
                "\(Numbers.count(batches.count, "batch", "batches")) with "
                    + "\(Numbers.count(units, "serial number", "serial numbers")) in \(path). Read it through, then: "
                    + "nameplate import batches \(path) --dry-run")
            if leftOut > 0 {
                try output.print(
                    "Left out: \(Numbers.count(leftOut, "range", "ranges")) whose printed date has no year.")
            }
        }
    }
}
