import Dispatch
import Logging
import NIOSSL
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The certificate that the server proves its name with, read again when its files change: connections under way go on
/// with what they began with.
package final class TLSCertificate: Sendable {
    /// What tells one version of a file from the next.
    private struct Version: Equatable {
        var inode: ino_t
        var size: off_t
        var seconds: Int
        var nanoseconds: Int
    }
    private struct State {
        var context: NIOSSLContext
        /// Of the files that were last tried, also those that were no good.
        var versions: [Version?]
    }
    private let certificateFile: String
    private let keyFile: String
    private let state: Mutex<State>

    /// - Parameters:
    ///   - certificateFile: The certificate in PEM, with the certificates of its issuers after it.
    ///   - keyFile: Its private key in PEM, without a passphrase.
    /// - Throws: `ServerError` `server.certificate`.
    package init(certificateFile: String, keyFile: String) throws(ServerError) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
        let versions = [certificateFile, keyFile].map(Self.version)
        let context = try Self.read(certificateFile, keyFile)
        state = Mutex(State(context: context, versions: versions))
    }

    var context: NIOSSLContext { state.withLock(\.context) }

    /// Reads the files again where they have changed. Those that are no good leave the certificate as it is.
    /// - Parameter isAsked: Whether somebody asked for it, so that files that did not change are read and spoken of too.
    func reload(_ logger: Logger, isAsked: Bool = false) {
        let versions = [certificateFile, keyFile].map(Self.version)
        guard isAsked || versions != state.withLock(\.versions) else { return }
        do throws(ServerError) {
            let context = try Self.read(certificateFile, keyFile)
            state.withLock { $0 = State(context: context, versions: versions) }
            logger.notice("The certificate was read again; new connections use it.")
        } catch {
            state.withLock { $0.versions = versions }
            logger.error("The certificate stays as it was. \(error.sentence)")
        }
    }

    private static func version(_ file: String) -> Version? {
        var status = stat()
        guard stat(file, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Version(inode: status.st_ino, size: status.st_size, seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    private static func read(_ certificateFile: String, _ keyFile: String) throws(ServerError) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificateFile)
        } catch {
            throw ServerError(.certificate, "The certificate “\(certificateFile)” cannot be read as PEM.")
        }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: keyFile, format: .pem)
        } catch {
            throw ServerError(.certificate, "The private key “\(keyFile)” cannot be read as PEM without a passphrase.")
        }
        do {
            guard !chain.isEmpty else { throw NIOSSLError.failedToLoadCertificate }
            return try NIOSSLContext(configuration: configuration(chain, key))
        } catch {
            throw ServerError(
                .certificate, "The private key “\(keyFile)” does not belong to the certificate “\(certificateFile)”.")
        }
    }

    /// TLS 1.2 with the suites that RFC 9325 (section 4.2) recommends, and TLS 1.3.
    private static func configuration(_ chain: [NIOSSLCertificate], _ key: NIOSSLPrivateKey) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = [
            .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        ]
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}

/// Looks at a certificate's files every minute, and when the process gets SIGHUP.
struct CertificateWatch {
    private let minute: any DispatchSourceTimer
    private let hangup: any DispatchSourceSignal

    init(_ certificate: TLSCertificate, _ logger: Logger) {
        // Signals that a source looks for must not end the process.
        signal(SIGHUP, SIG_IGN)
        hangup = DispatchSource.makeSignalSource(signal: SIGHUP)
        hangup.setEventHandler { @Sendable in certificate.reload(logger, isAsked: true) }
        hangup.activate()
        minute = DispatchSource.makeTimerSource()
        minute.schedule(deadline: .now() + .seconds(60), repeating: .seconds(60))
        minute.setEventHandler { @Sendable in certificate.reload(logger) }
        minute.activate()
    }

    func end() {
        minute.cancel()
        hangup.cancel()
    }
}
