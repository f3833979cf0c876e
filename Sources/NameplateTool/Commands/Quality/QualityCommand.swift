import ArgumentParser

/// `nameplate quality …`
struct QualityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality",
        abstract: "How often units fail, at which age, and what tells those apart that fail more.",
        subcommands: [QualityRates.self, QualityAges.self, QualityFaults.self, QualityFailures.self, QualityPlot.self])
}
