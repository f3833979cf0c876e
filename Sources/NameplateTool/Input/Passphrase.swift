import ArgumentParser
import Foundation

/// Where the passphrase of a backup comes from: never from the command line, where others can read it.
struct PassphraseOption: ParsableArguments {
    @Option(
        help: "A file whose first line is the passphrase (default: NAMEPLATE_BACKUP_PASSPHRASE, or it is asked for).",
        completion: .file())
    var passphraseFile: String?

    /// More than this no passphrase has.
    private static let longest = 1_000

    /// - Parameter isNew: Whether it is asked for twice, because nothing would tell a slip.
    /// - Throws: ``ToolError`` `passphrase.missing`, `file.unreadable`.
    func passphrase(isNew: Bool) async throws -> String {
        if let passphraseFile {
            return try Self.checked(try await SecretFile.firstLine(of: passphraseFile))
        }
        if let given = ProcessInfo.processInfo.environment["NAMEPLATE_BACKUP_PASSPHRASE"], !given.isEmpty {
            return try Self.checked(given)
        }
        guard let terminal = PassphraseTerminal() else {
            throw ToolError(
                "Give the passphrase in NAMEPLATE_BACKUP_PASSPHRASE or in the file of --passphrase-file: there is no terminal "
                    + "to ask for it.", "passphrase.missing")
        }
        let first = try terminal.ask("Passphrase of the backup: ")
        if isNew, try terminal.ask("The same again: ") != first {
            throw ToolError("The two are not the same. Nothing was done; try again.", "passphrase.missing")
        }
        return try Self.checked(first)
    }

    /// What was typed on one machine and on another is to be the same, however either composes its letters.
    private static func checked(_ text: String) throws -> String {
        guard !text.isEmpty, text.utf8.count <= longest else {
            throw ToolError("The passphrase is empty or too long: at most \(longest) bytes.", "passphrase.missing")
        }
        return text.precomposedStringWithCanonicalMapping
    }
}

/// A file that holds a secret: its first line.
enum SecretFile {
    static func firstLine(of path: String) async throws -> String {
        var file = try FileBytes(path: path)
        let line = try await file.firstPiece().prefix { $0 != 0x0A }
        return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
}

/// The terminal itself, whatever standard input and output are connected to.
private struct PassphraseTerminal {
    private let descriptor: Int32

    init?() {
        descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    /// Asks without showing what is typed.
    func ask(_ question: String) throws -> String {
        var settings = termios()
        guard tcgetattr(descriptor, &settings) == 0 else {
            throw ToolError("The terminal cannot be asked for a passphrase.", "passphrase.missing")
        }
        var quiet = settings
        quiet.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(descriptor, TCSAFLUSH, &quiet)
        defer {
            tcsetattr(descriptor, TCSAFLUSH, &settings)
            say("\n")
        }
        say(question)
        var line: [UInt8] = []
        // A signal that ends the program is noticed between two looks: the terminal shows again what is typed.
        while true {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if Task.isCancelled { throw CancellationError() }
            guard poll(&waiting, 1, 200) > 0 else { continue }
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 || byte == 0x0A { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
    }

    private func say(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
