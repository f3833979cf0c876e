import Dispatch
import Foundation
package import Registry

/// Hands messages over to a program with the interface of `sendmail`: the message on its standard input, the reader as its last
/// argument, the exit status of `sysexits.h` as its answer. No shell comes between.
package struct Sendmail: MailSender {
    private let path: String
    private let arguments: [String]
    /// How long the program may take, in seconds.
    private let patience: Int

    /// - Parameter command: the program's path, and its arguments with spaces between.
    /// - Returns: nil for an empty command.
    package init?(_ command: String, patience: Int = 60) {
        let words = command.split(separator: " ").map(String.init)
        guard let path = words.first else { return nil }
        self.path = path
        arguments = Array(words.dropFirst())
        self.patience = patience
    }

    package func send(_ message: [UInt8], to address: String) async -> SendOutcome {
        do {
            return try await onOwnThread { try run(message, address) }
        } catch {
            return SendOutcome(.unable, problem: "mail.command")
        }
    }

    private func run(_ message: [UInt8], _ address: String) throws -> SendOutcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        // What follows the dashes is no option, whatever it begins with.
        process.arguments = arguments + ["--", address]
        let pipe = Pipe()
        process.standardInput = pipe
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let isOver = DispatchSemaphore(value: 0)
        // A program that hangs ends, and with it the writing to it.
        DispatchQueue.global().async {
            guard isOver.wait(timeout: .now() + .seconds(patience)) == .timedOut else { return }
            kill(process.processIdentifier, SIGKILL)
        }
        // A program that reads no further tells by its status why.
        try? pipe.fileHandleForWriting.write(contentsOf: Data(message))
        try? pipe.fileHandleForWriting.close()
        process.waitUntilExit()
        isOver.signal()
        guard process.terminationReason == .exit else { return SendOutcome(.failed, problem: "timeout") }
        return Self.outcome(Int64(process.terminationStatus))
    }

    /// Wrong usage, wrong data, no such reader, no such host are for good; all else may pass.
    private static func outcome(_ status: Int64) -> SendOutcome {
        switch status {
        case 0: SendOutcome(.sent, status: 0)
        case 64, 65, 67, 68: SendOutcome(.refused, problem: "mail.refused", status: status)
        default: SendOutcome(.failed, problem: "mail.failed", status: status)
        }
    }
}
