import FoundationEssentials
import Identifiers
import Server

/// Answers requests that come as lines of JSON: a line for each, in order, in memory that does not grow.
///
/// Blocks of whole lines are answered side by side and written in their order.
struct ParseLines: Sendable {
    let parser: IdentifierParser
    let today: CivilDate

    /// A block is answered as soon as it has so many bytes.
    private static let blockSize = 128 * 1024
    /// The most bytes of a line; longer ones are refused and passed over.
    private static let longestLine = 1 << 20
    /// How much of a broken line its answer repeats.
    private static let longestEcho = 200

    private struct Block: Sendable {
        var bytes: [UInt8]
        var firstLine: Int
        /// Whether the last line was cut because it is too long.
        var isCut = false
    }

    private struct Answers: Sendable {
        var bytes: [UInt8]
        var isSound: Bool
    }

    /// - Returns: Whether every line was a request.
    func run(_ input: FileBytes, _ output: Output) async throws -> Bool {
        var isSound = true
        var pending: [Task<Answers, Never>] = []
        let most: Int = max(2, ProcessInfo.processInfo.activeProcessorCount) + 1
        func finish() async throws {
            let answers: Answers = await pending.removeFirst().value
            isSound = isSound && answers.isSound
            try output.write(answers.bytes)
        }
        func start(_ block: Block) async throws {
            if pending.count == most { try await finish() }
            pending.append(Task.detached { self.answers(to: block) })
        }
        var rest: [UInt8] = []
        var line = 1
        var isSkipping = false
        for try await piece in input {
            var piece = piece[...]
            if isSkipping {
                guard let end = piece.firstIndex(of: 0x0A) else { continue }
                piece = piece[(end + 1)...]
                isSkipping = false
            }
            rest += piece
            if rest.count >= Self.blockSize, let end = rest.lastIndex(of: 0x0A) {
                let whole = Array(rest[...end])
                rest.removeFirst(end + 1)
                try await start(Block(bytes: whole, firstLine: line))
                line += whole.count { $0 == 0x0A }
            } else if rest.count > Self.longestLine {
                try await start(Block(bytes: Array(rest.prefix(Self.longestEcho)), firstLine: line, isCut: true))
                line += 1
                rest.removeAll()
                isSkipping = true
            } else if pending.isEmpty, let end = rest.lastIndex(of: 0x0A) {
                // Nobody is kept waiting who asks line by line.
                let whole = Array(rest[...end])
                rest.removeFirst(end + 1)
                try await start(Block(bytes: whole, firstLine: line))
                line += whole.count { $0 == 0x0A }
                try await finish()
            }
        }
        if !rest.isEmpty { try await start(Block(bytes: rest, firstLine: line)) }
        while !pending.isEmpty { try await finish() }
        return isSound
    }

    private func answers(to block: Block) -> Answers {
        var json = JSONWriter()
        var isSound = true
        var number: Int = block.firstLine
        var start = 0
        while start < block.bytes.count {
            let end: Int = block.bytes[start...].firstIndex(of: 0x0A) ?? block.bytes.count
            let hasReturn: Bool = end > start && block.bytes[end - 1] == 0x0D
            let line = Array(block.bytes[start..<(hasReturn ? end - 1 : end)])
            isSound = answer(line, number, isCut: block.isCut, to: &json) && isSound
            json.endLine()
            number += 1
            start = end + 1
        }
        return Answers(bytes: json.bytes, isSound: isSound)
    }

    /// - Returns: Whether the line was a request.
    private func answer(_ line: [UInt8], _ number: Int, isCut: Bool, to json: inout JSONWriter) -> Bool {
        do {
            if isCut {
                throw RequestError(
                    .jsonInvalid, "The line has more than \(Self.longestLine) bytes; give one number on each line.")
            }
            let request = try ParseRequest(try JSONParser.parse(line))
            parser.parse(request, asOf: today).write(to: &json)
            return true
        } catch {
            let (code, sentence, position): (String, String, Int?) =
                switch error {
                case let error as RequestError: (error.code.rawValue, error.sentence, error.position)
                case let error as IdentifierError: (error.code.rawValue, error.sentence, nil)
                default: ("json.invalid", "The line cannot be read.", nil)
                }
            ParseAnswer.write(
                brokenLine: number, String(decoding: line.prefix(Self.longestEcho), as: UTF8.self), code: code,
                sentence: sentence, position: position, to: &json)
            return false
        }
    }
}
