import ArgumentParser

/// `nameplate quality …`
struct QualityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality",
        abstract: "How often units fail, what is complained of, and what is done about it.",
        subcommands: [
            QualityRates.self, QualityAges.self, QualityFaults.self, QualityFailures.self, QualityPlot.self,
            QualityHealth.self, WatchCommands.self, EmergingIssueCommands.self, QualityWarranty.self,
            QualityForecast.self, QualityAgeing.self, ComplaintCommands.self, ProblemCommands.self,
        ])
}
