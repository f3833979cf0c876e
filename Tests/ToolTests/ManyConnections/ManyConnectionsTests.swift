import Foundation
import Glibc
import NIOCore
import NIOPosix
import NIOSSL
import TestSupport
import Testing

/// Whoever floods the server takes no more than a bounded part of the machine, and others are answered meanwhile.
///
/// `NAMEPLATE_TRIAL=full` makes it the whole trial: 10,000 connections, 1 GB and 200 bodies at a time.
@Suite(.serialized) struct ManyConnectionsTests {
    private static let isWhole = ProcessInfo.processInfo.environment["NAMEPLATE_TRIAL"] == "full"
    /// Of the whole process, whatever is done to it.
    private static let mostMebibytes = 512

    @Test func aFloodLeavesMemoryAndAnswersToOthers() throws {
        let sample = try SampleRegistry()
        Self.raiseOpenFiles()
        let server = try RunningTool(["serve", "--port", "0", "--demo"], in: sample.folder.path)
        let line = try #require(server.line(with: "http://127.0.0.1:"))
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0.prefix { $0.isNumber }) })
        var honest = Honest(port: port)
        honest.ask(Self.isWhole ? 200 : 20)
        print("alone: \(honest.told), \(Self.memory(of: server))")

        // Connections that say nothing, that never finish a head, and that send bodies byte by byte; from many networks.
        var held: [RawSocket] = []
        let count = Self.isWhole ? 10_000 : 300
        for index in 0..<count {
            guard let socket = RawSocket(port: port, source: UInt16(0x100 + index % 100)) else { continue }
            switch index % 3 {
            case 0: break
            case 1: socket.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nX-\(index): ".utf8)
            default: socket.send(Self.post(port, length: 1_000_000).utf8)
            }
            held.append(socket)
        }
        #expect(held.count == count)
        honest.ask(Self.isWhole ? 200 : 20)
        print("\(count) connections: \(honest.told), \(Self.memory(of: server))")

        // Bodies that are nearly there, and never quite.
        let large = [UInt8](repeating: UInt8(ascii: " "), count: 999_999)
        for index in 0..<(Self.isWhole ? 200 : 20) {
            guard let socket = RawSocket(port: port, source: UInt16(0x200 + index % 10), seconds: 1) else { continue }
            socket.send(Self.post(port, length: 1_000_000).utf8)
            socket.send(large)
            held.append(socket)
        }
        honest.ask(Self.isWhole ? 200 : 20)
        print("large bodies: \(honest.told), \(Self.memory(of: server))")

        // One body without an end, and documents that are deep or of many values.
        let endless = try #require(RawSocket(port: port, source: 0x300, seconds: 1))
        endless.send(Self.post(port, length: 1_000_000_000).utf8)
        let mebibyte = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)
        for _ in 0..<(Self.isWhole ? 1_000 : 20) { guard endless.send(mebibyte) else { break } }
        for text in [String(repeating: "[", count: 100_000), "[" + String(repeating: "0,", count: 500_000) + "0]"] {
            let socket = try #require(RawSocket(port: port, source: 0x301))
            socket.send((Self.post(port, length: text.utf8.count) + text).utf8)
            // 503 where the bodies that are held take all the memory for them.
            let answer = socket.receive()
            #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.hasPrefix("HTTP/1.1 503 "), "\(answer)")
        }
        honest.ask(Self.isWhole ? 200 : 20)
        print("1 GB, deep and wide documents: \(honest.told), \(Self.memory(of: server))")
        #expect(Self.peak(of: server) < Self.mostMebibytes)
        #expect(honest.failures == 0)
        held.removeAll()
        #expect(server.end(with: SIGTERM) == 0)
    }

    @Test func connectionsThatAreEncryptedAreNoDearerThanThat() async throws {
        let sample = try SampleRegistry()
        Self.raiseOpenFiles()
        let files = try TestCertificate()
        let server = try RunningTool(
            ["serve", "--port", "0", "--tls-certificate", files.certificate, "--tls-key", files.key],
            in: sample.folder.path)
        let line = try #require(server.line(with: "https://127.0.0.1:"))
        let port = try #require(line.split(separator: ":").last.flatMap { Int($0.prefix { $0.isNumber }) })
        print("alone: \(Self.memory(of: server))")
        let held = try await Self.encrypted(Self.isWhole ? 10_000 : 200, port: port)
        print("\(held.count) encrypted connections: \(Self.memory(of: server))")
        #expect(Self.peak(of: server) < Self.mostMebibytes)
        for channel in held { channel.close(promise: nil) }
        #expect(server.end(with: SIGTERM) == 0)
    }

    /// Connections from many networks that have asked something, and rest.
    private static func encrypted(_ count: Int, port: Int) async throws -> [any Channel] {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let tls = try NIOSSLContext(configuration: configuration)
        var channels: [any Channel] = []
        for index in 0..<count {
            let source = try SocketAddress(ipAddress: "127.0.1.\(index % 100 + 1)", port: 0)
            let answered = NIOSingletons.posixEventLoopGroup.any().makePromise(of: Void.self)
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup).bind(to: source)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers(
                            try NIOSSLClientHandler(context: tls, serverHostname: nil), FirstAnswer(answered))
                    }
                }.connect(host: "127.0.0.1", port: port).get()
            let request = "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
            try await channel.writeAndFlush(ByteBuffer(string: request)).get()
            try await answered.futureResult.get()
            channels.append(channel)
        }
        return channels
    }

    private final class FirstAnswer: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let promise: EventLoopPromise<Void>

        init(_ promise: EventLoopPromise<Void>) { self.promise = promise }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) { promise.succeed() }
        func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.fail(error) }
        func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
    }

    private static func post(_ port: UInt16, length: Int) -> String {
        "POST /api/v1/lookup HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(length)\r\n\r\n"
    }

    private static func raiseOpenFiles() {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = min(limit.rlim_max, 20_000)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func memory(of server: RunningTool) -> String {
        "\(mebibytes("VmRSS", of: server)) MiB of memory, at most \(peak(of: server))"
    }

    private static func peak(of server: RunningTool) -> Int { mebibytes("VmHWM", of: server) }

    /// A figure of /proc/PID/status, see proc(5).
    private static func mebibytes(_ name: String, of server: RunningTool) -> Int {
        let path = "/proc/\(server.process.processIdentifier)/status"
        let line = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n").first {
            $0.hasPrefix(name)
        }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? .max) / 1_024
    }

    /// Somebody who looks numbers up meanwhile, each on a connection of its own.
    private struct Honest {
        let port: UInt16
        private(set) var failures = 0
        private(set) var times: [Duration] = []

        init(port: UInt16) { self.port = port }

        mutating func ask(_ count: Int) {
            times = []
            for _ in 0..<count {
                let start = ContinuousClock.now
                let socket = RawSocket(port: port)
                socket?.send("GET /api/v1/lookup?text=TR2410001207Y HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n".utf8)
                if socket?.receive().hasPrefix("HTTP/1.1 200 ") != true { failures += 1 }
                times.append(ContinuousClock.now - start)
            }
        }

        var told: String {
            let sorted = times.sorted()
            let (median, late) = (sorted[sorted.count / 2], sorted[sorted.count * 99 / 100])
            return "\(times.count) look-ups, median \(median), p99 \(late), \(failures) without an answer"
        }
    }
}
