import ArgumentParser

/// `nameplate label …`
struct LabelCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label", abstract: "Print labels of units and of batches, and see how they are laid out.",
        subcommands: [LabelPrint.self, LabelLayouts.self, LabelLayoutCommands.self])
}
