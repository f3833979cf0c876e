import Foundation
import Logging
import NIOSSL
import TestSupport
import Testing

@testable import Server

/// The server proves its name, and takes another certificate without a new start.
struct TLSTests {
    private static func with(
        _ files: TestCertificate, _ body: (TestServer, TLSCertificate) async throws -> Void
    ) async throws {
        let certificate = try TLSCertificate(certificateFile: files.certificate, keyFile: files.key)
        try await TestServer.with({ $0.certificate = certificate }) { try await body($0, certificate) }
    }

    private static func status(_ server: TestServer, _ tls: NIOSSLContext?) async throws -> String {
        try await RawClient.with(port: server.port, tls: tls) { client in
            try await client.get("/api/v1/status", host: "localhost:\(server.port)")
            return try await client.text(until: "\r\n\r\n")
        }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func anEncryptedAnswerTellsTheBrowserToStayEncrypted(_ version: TLSVersion) async throws {
        let files = try TestCertificate()
        try await Self.with(files) { server, _ in
            let tls = try files.client { $0.maximumTLSVersion = version }
            let answer = try await Self.status(server, tls)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
            #expect(answer.lowercased().contains("strict-transport-security: max-age=31536000; includesubdomains"))
        }
        try await TestServer.with { server in
            let answer = try await Self.status(server, nil)
            #expect(!answer.isEmpty && !answer.lowercased().contains("strict-transport"))
        }
    }

    @Test func oldVersionsAndPlainTextGetNoAnswer() async throws {
        let files = try TestCertificate()
        try await Self.with(files) { server, _ in
            let old = try files.client {
                $0.minimumTLSVersion = .tlsv1
                $0.maximumTLSVersion = .tlsv11
            }
            await #expect(throws: (any Error).self) { try await Self.status(server, old) }
            let plain = (try? await Self.status(server, nil)) ?? ""
            #expect(!plain.contains("HTTP"))
            #expect(try await Self.status(server, try files.client()).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func aNewCertificateIsTakenWithoutANewStart() async throws {
        let files = try TestCertificate()
        try await Self.with(files) { server, certificate in
            let old = try files.client()
            try await RawClient.with(port: server.port, tls: old) { client in
                try await client.get("/api/v1/status", host: "localhost:\(server.port)")
                #expect(try await client.text(until: "\r\n\r\n").hasPrefix("HTTP/1.1 200"))
                try files.make()
                certificate.reload(Logger(label: "tests"))
                let new = try files.client()
                #expect(try await Self.status(server, new).hasPrefix("HTTP/1.1 200"))
                await #expect(throws: (any Error).self) { try await Self.status(server, old) }
                // What is under way goes on.
                try await client.get("/api/v1/nothing", host: "localhost:\(server.port)")
                _ = try await client.text(until: "HTTP/1.1 ")
                #expect(try await client.text(until: " ") == "404 ")
            }
        }
    }

    @Test(arguments: ["", "no certificate", nil] as [String?])
    func aBrokenCertificateLeavesTheOldOne(_ text: String?) async throws {
        let files = try TestCertificate()
        try await Self.with(files) { server, certificate in
            let tls = try files.client()
            for file in [files.certificate, files.key] {
                let whole = try Data(contentsOf: URL(fileURLWithPath: file))
                if let text {
                    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
                } else {
                    try FileManager.default.removeItem(atPath: file)
                }
                certificate.reload(Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
                #expect(try await Self.status(server, tls).hasPrefix("HTTP/1.1 200"))
                try whole.write(to: URL(fileURLWithPath: file))
            }
        }
    }

    @Test func aKeyOfAnotherCertificateIsRefused() throws {
        let (one, two) = (try TestCertificate(), try TestCertificate())
        let mixed = #expect(throws: ServerError.self) {
            try TLSCertificate(certificateFile: one.certificate, keyFile: two.key)
        }
        #expect(mixed?.code == .certificate && mixed?.sentence.contains("does not belong") == true)
        let missing = #expect(throws: ServerError.self) {
            try TLSCertificate(certificateFile: one.certificate, keyFile: one.directory.file("none.pem"))
        }
        #expect(missing?.code == .certificate && missing?.sentence.contains("private key") == true)
    }
}

extension TestCertificate {
    /// A client that trusts the certificate as it is now.
    fileprivate func client(_ change: (inout TLSConfiguration) -> Void = { _ in }) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(certificate))
        change(&configuration)
        return try NIOSSLContext(configuration: configuration)
    }
}
