import ArgumentParser
import Server

/// `nameplate version`
struct Version: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the version.",
        discussion: """
            EXAMPLES
              nameplate version
            """)
    @Flag(help: "Print JSON.") var json = false

    func run() throws {
        let output = Output.standard
        guard json else { return try output.print("nameplate \(Release.version)") }
        try output.print(json: try JSONText.encode(JSON.object(["version": .string(Release.version)])))
    }
}
