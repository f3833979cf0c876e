import Hummingbird
import Identifiers
import NIOCore
import Nameplate
import Registry
import Safeguards

/// Answers a list with a verdict for each entry while the list is still being read: no more than one piece of it is in
/// memory, and the next is read when the reader has taken the verdicts.
enum VerificationStream {
    static func response(
        _ list: VerificationList, _ syntax: SerialListSyntax,
        from pieces: some AsyncSequence<ByteBuffer, any Error> & Sendable
    ) -> Response {
        let body = ResponseBody { output in
            var (list, reader) = (list, syntax.reader)
            do {
                for try await piece in pieces {
                    let told = try await list.judge(reader.read(Array(piece.readableBytesView)))
                    if !told.isEmpty { try await output.write(ByteBuffer(bytes: bytes(told))) }
                }
                try await output.write(ByteBuffer(bytes: bytes(try await list.judge(reader.finish()))))
                try await output.write(ByteBuffer(bytes: report(list)))
            } catch {
                guard let problem = Problem(of: error) else { throw error }
                try await output.write(ByteBuffer(bytes: ProgressStream.line(of: problem)))
            }
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private static func bytes(_ told: [ListedVerification]) -> [UInt8] {
        told.flatMap { entry in JSONWriter.bytes { entry.write(to: &$0) } + [0x0A] }
    }

    private static func report(_ list: VerificationList) -> [UInt8] {
        JSONWriter.bytes { json in
            json.object { json in
                json.objectField("report") { json in
                    for verdict in Verdict.allCases { json.field(verdict.rawValue, list.counts[verdict] ?? 0) }
                    json.field("notAsked", list.notAsked)
                }
            }
        } + [0x0A]
    }
}

extension ListedVerification {
    static let schema = ObjectSchema(
        "ListedVerification",
        [
            .required("line", .count, "where the entry begins, in lines from 1"),
            .required("text", .text(), "what stands there, at most \(ListVerdict.longestText) characters"),
            .optional(
                "verdict", .word(Verdict.allCases.map(\.rawValue)), "what can be said; absent where nobody looked"),
            .optional("model", .text(), "the number of the model"),
            .optional("serial", .text(most: 64), "the serial number as marked"),
            .optional("findings", .list(.word(Finding.Code.allCases.map(\.rawValue)), most: 100), "what speaks for it"),
            .optional("reason", .text(most: 4_000), "why nobody looked"),
        ])

    static let reportSchema = ObjectSchema(
        "VerificationReport",
        [
            .required(
                "report",
                .object(
                    ObjectSchema(
                        "VerificationCounts",
                        Verdict.allCases.map { .required($0.rawValue, .count, "how many of them") }
                            + [.required("notAsked", .count, "how many nobody looked at")])),
                "how many entries got each verdict")
        ])

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("line", line)
            json.field("text", text)
            json.field("verdict", answer?.verdict.rawValue)
            json.field("model", answer?.model?.number.text)
            json.field("serial", answer?.serial)
            json.field("findings", answer?.findings.map(\.code.rawValue))
            json.field("reason", reason)
        }
    }
}
