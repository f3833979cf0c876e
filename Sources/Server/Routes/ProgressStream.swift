package import Hummingbird

/// Answers long work with lines of JSON: `{"progress": …}` as often as the reader takes them, then `{"report": …}`, or
/// `{"problem": …}` where the work fails after the answer has begun.
package enum ProgressStream {
    package typealias Members = @Sendable (inout JSONWriter) -> Void

    /// - Parameter work: Gets what takes its progress, and returns the members of its report.
    package static func response(
        _ work: @escaping @Sendable (_ progress: @escaping @Sendable (Members) -> Void) async throws -> Members
    ) -> Response {
        let body = ResponseBody { output in
            // A reader slower than the work sees the latest step only.
            let (steps, taker) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(1))
            async let outcome: [UInt8] = {
                defer { taker.finish() }
                do {
                    let report = try await work { taker.yield(line("progress", $0)) }
                    return line("report", report)
                } catch {
                    return problemLine(error)
                }
            }()
            for await step in steps { try await output.write(ByteBuffer(bytes: step)) }
            try await output.write(ByteBuffer(bytes: await outcome))
            try await output.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/x-ndjson"], body: body)
    }

    private static func line(_ name: String, _ members: (inout JSONWriter) -> Void) -> [UInt8] {
        JSONWriter.bytes { json in json.object { $0.objectField(name, members) } } + [UInt8(ascii: "\n")]
    }

    /// What goes wrong after an answer in lines has begun.
    static func problemLine(_ error: any Error) -> [UInt8] {
        line(of: Problem(of: error) ?? .serverFailed)
    }

    /// The line that ends an answer which had begun when its work failed.
    static func line(of problem: Problem) -> [UInt8] {
        let bytes = JSONWriter.bytes { json in
            json.object { json in
                json.name("problem")
                problem.write(to: &json, requestID: nil)
            }
        }
        return bytes + [UInt8(ascii: "\n")]
    }
}
