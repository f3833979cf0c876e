import Foundation

/// A certificate for `localhost` and 127.0.0.1 that no authority has signed but itself, made by the program `openssl`.
package struct TestCertificate {
    package let directory: TemporaryDirectory
    package var certificate: String { directory.file("certificate.pem") }
    package var key: String { directory.file("key.pem") }

    package init() throws {
        directory = try TemporaryDirectory()
        try make()
    }

    /// Writes another certificate with another key into the same files.
    package func make() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
