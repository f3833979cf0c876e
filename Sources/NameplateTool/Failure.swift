import ArgumentParser
import Server

/// How the program tells what went wrong, and with which exit status it ends.
enum Failure {
    static let refused: Int32 = 1
    static let usedWrongly: Int32 = 2
    /// What shells give for a program that SIGINT has ended.
    static let interrupted: Int32 = 130

    /// Says what is wrong on standard error (help, which was asked for, on standard output).
    /// - Returns: The exit status.
    static func report(_ error: any Error) -> Int32 {
        if Task.isCancelled { return interrupted }
        switch error {
        case is OutputClosed:
            return 0
        case let refusal as Refusal:
            return report(refusal.lines(for: .errors))
        case let error as ToolError:
            return report(error.sentence, error.code)
        case let error as ServerError:
            return report(error.sentence, error.code.rawValue)
        case let exit as ExitCode:
            return exit.rawValue
        default:
            // What opening a registry throws.
            if let problem = Problem(of: error) { return report(problem.sentence, problem.code) }
            return reportUse(error)
        }
    }

    /// What ArgumentParser throws: help that was asked for, or a wrong use.
    private static func reportUse(_ error: any Error) -> Int32 {
        let message = NameplateTool.fullMessage(for: error)
        switch NameplateTool.exitCode(for: error) {
        case .success:
            try? Output.standard.print(message)
            return 0
        case .validationFailure:
            try? Output.errors.print(message)
            return usedWrongly
        default:
            return report(message.harmless(keepingLines: true), "program.failed")
        }
    }

    private static func report(_ sentence: String, _ code: String) -> Int32 {
        report(["\(sentence) [\(code)]"])
    }

    private static func report(_ lines: [String]) -> Int32 {
        let terminal = Terminal.errors
        // Where standard error is closed too, the exit status is all that is left to say.
        try? Output.errors.print(lines.enumerated().map { $0 == 0 ? terminal.styled($1, .bad) : $1 })
        return refused
    }
}
