import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Nameplate
import Registry
import Synchronization
import Testing

@testable import Server

struct RefusalLogTests {
    private final class Lines: Sendable {
        let lines = Mutex<[String]>([])
        var text: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    private struct Keeper: LogHandler {
        let kept: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(
            level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
            function: String, line: UInt
        ) {
            kept.lines.withLock { $0.append("\(level): \(message)") }
        }
    }

    private static func logger(_ lines: Lines) -> Logger { Logger(label: "test") { _ in Keeper(kept: lines) } }

    @Test func whoIsNotLetInStandsInTheLogWithoutWhatWasAskedFor() async throws {
        try await World.stocked { world in
            let lines = Lines()
            let responder = NameplateResponder(world.registry, logger: Self.logger(lines))
            responder.hosts.listen(on: World.port)
            let serial = try await world.serial(7)
            let target = "\(World.model)/units/\(serial)"
            for (method, path, authorization) in [
                (.post, "\(target)/owner", nil), (.get, target, nil), (.get, target, "Bearer npt_stolen"),
                (.get, "/api/v1/nothing", nil),
            ] as [(HTTPRequest.Method, String, String?)] {
                var fields: HTTPFields = [.contentType: "application/json"]
                fields[.authorization] = authorization
                let head = HTTPRequest(
                    method: method, scheme: "http", authority: "127.0.0.1:8080", path: path, headerFields: fields)
                _ = await responder.respond(
                    to: Request(head: head, body: RequestBody(buffer: ByteBuffer())), through: .network,
                    from: Server.Asker(network: "192.0.2.7", isSecure: true))
            }
            let told = lines.lines.withLock { $0 }
            #expect(told.count == 2, "\(told)")
            #expect(told.allSatisfy { $0.hasPrefix("notice: Refused the request ") && $0.contains("from 192.0.2.7") })
            #expect(told.first?.contains("(403): ") == true, "\(told)")
            #expect(told.last?.contains("(401): ") == true, "\(told)")
            #expect(lines.text.contains("units/{serial}"))
            #expect(!lines.text.contains(serial) && !lines.text.contains("stolen"))
        }
    }

    @Test func aFloodFillsNoDisk() {
        let lines = Lines()
        let log = RefusalLog(Self.logger(lines))
        let now = ContinuousClock.now
        for number in 0..<1_000 { log.add(403, nil, "stranger", from: "net", requestID: "\(number)", at: now) }
        #expect(lines.lines.withLock { $0.count } == 300)
        log.add(403, nil, "stranger", from: "net", requestID: "next", at: now + .seconds(61))
        #expect(lines.text.contains("Refused 700 more within a minute."))
        #expect(lines.text.contains("request next "))
    }
}
