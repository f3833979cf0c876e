import Foundation
import Labels
import Synchronization

/// Takes labels into a file that has its name only once it is whole.
final class LabelFile: Sendable {
    private struct State {
        var output: Output?
        var size: Int64 = 0
        var marks = MarkCounter()
    }
    private let path: String
    private let unfinished: String
    private let labels: Int64
    /// How many labels stand between two marks in the file.
    private let labelsPerMark: Int64
    private let state = Mutex(State())
    private let bar = ProgressBar("Printing labels")

    /// - Parameters:
    ///   - labels: How many there will be, copies not counted.
    ///   - sheet: In a PDF, how they stand on the pages.
    ///   - copies: How many of each.
    init(_ path: String, labels: Int64, sheet: String?, copies: Int) {
        self.path = path
        self.labels = labels
        unfinished = "\(path).unfinished-\(getpid())"
        let places: Int = sheet.flatMap { try? LabelSheet(parsing: $0).places } ?? 1
        // A page holds so many labels; ZPL says a label's copies as a number.
        labelsPerMark = Int64(places) / Int64(max(1, copies))
    }

    /// Takes the labels that `call` asks for.
    ///
    /// - Returns: The size of the file in bytes.
    /// - Throws: ``Refusal``, ``ToolError`` `output.failed`; then no file is left, and an old one is as it was.
    func take(_ call: APICall, _ session: Session) async throws -> Int64 {
        do {
            defer { bar.clear() }
            try await session.caller.stream(call) { try self.take($0) }
            let size: Int64? = state.withLock { $0.output == nil ? nil : $0.size }
            guard let size else { throw ToolError.noAnswer }
            guard rename(unfinished, path) == 0 else {
                throw ToolError(
                    "“\(path.harmless())” cannot be written: \(String(cString: strerror(errno))).", "output.failed")
            }
            return size
        } catch {
            unlink(unfinished)
            if let refusal = error as? Refusal, session.printsJSON { try session.output.print(json: refusal.document) }
            throw error
        }
    }

    private func take(_ piece: [UInt8]) throws {
        let done: Int64 = try state.withLock { state in
            let output: Output = try state.output ?? Output(path: unfinished)
            state.output = output
            try output.write(piece)
            state.size += Int64(piece.count)
            return min(labels, state.marks.count(piece) * max(1, labelsPerMark))
        }
        bar.show(fraction: labels > 0 ? Double(done) / Double(labels) : nil, rows: done)
    }

    /// The text of a file with a layout.
    ///
    /// - Throws: ``ToolError`` `file.unreadable`.
    static func text(of path: String) async throws -> String {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: path) {
            bytes += piece
            guard bytes.count <= 1 << 20 else {
                throw ToolError("“\(path.harmless())” is larger than a layout may be: 1 MB.", "file.unreadable")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Counts what ends a page of a PDF (`/Type /Page` alone) or a label of ZPL (`^XZ`).
struct MarkCounter {
    private var found: Int64 = 0
    private var rest: [UInt8] = []
    private static let page = Array("/Type /Page ".utf8)
    private static let label = Array("^XZ".utf8)

    mutating func count(_ piece: [UInt8]) -> Int64 {
        let bytes: [UInt8] = rest + piece
        var at = 0
        while at < bytes.count {
            let mark: [UInt8] = bytes[at] == Self.page[0] ? Self.page : Self.label
            if bytes[at] == mark[0] {
                // What may go on in the next piece waits for it.
                guard bytes.count - at >= mark.count else { break }
                if bytes[at..<(at + mark.count)].elementsEqual(mark) {
                    found += 1
                    at += mark.count
                    continue
                }
            }
            at += 1
        }
        rest = Array(bytes[min(at, bytes.count)...])
        return found
    }
}
