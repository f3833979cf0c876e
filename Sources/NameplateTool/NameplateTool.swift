import ArgumentParser
import Dispatch
import Server

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The program `nameplate`.
@main
struct NameplateTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nameplate",
        abstract: "The registry behind the plate that every product carries.",
        discussion: """
            Two numbers stand on a plate: the model number says which design this is, the serial number which unit.

            EXAMPLES
              nameplate demo
              nameplate lookup 'S/N TR2410001207Y'
              nameplate serve

            Commands work on the database of --database, of NAMEPLATE_DATABASE_URL or NAMEPLATE_DATABASE, or on \
            nameplate.sqlite in this folder. While a server has it open, they go through that server.

            Exit status: 0 done, 1 refused or not found, 2 used wrongly.
            """,
        version: Release.version,
        subcommands: [
            Lookup.self, VerifyCommands.self, Read.self, Explain.self, Serve.self, Demo.self, Manufacturers.self,
            Models.self,
            Categories.self,
            Nomenclatures.self, Parts.self, DocumentCommands.self, Formats.self,
            Issue.self,
            Batches.self, Units.self, Components.self, Plate.self, LabelCommands.self, Events.self, Populations.self,
            Registrations.self, Ownerships.self, Warranties.self, ClaimCommands.self, CaseCommands.self,
            ServiceCommands.self, RecallCommands.self, TheftCommands.self,
            LocationCommands.self, StockCommands.self, Pack.self, Unpack.self, Move.self, ContentsCommand.self,
            HoldCommands.self, Sell.self, ReturnCommands.self,
            ReplenishmentCommands.self,
            CountCommands.self, PickCommands.self, QualityCommand.self,
            ShipmentCommands.self,
            FaultCommands.self,
            MaintenanceCommands.self,
            Import.self,
            Export.self, Mappings.self,
            Users.self, Tokens.self, Keys.self, References.self, UnknownPlates.self, Audit.self, Backup.self,
            Restore.self, Copy.self,
            Shard.self,
            AuditTrail.self, NoticeCommands.self, AudienceCommands.self, Person.self, Retention.self,
            Version.self,
        ])

    static func main() async {
        // Who no longer reads the output is told of by `write`, so that the database is closed then too.
        signal(SIGPIPE, SIG_IGN)
        // Both ways to end leave the database closed; whoever asks twice is in a hurry.
        let work = Task { await run(Array(CommandLine.arguments.dropFirst())) }
        let signals = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { @Sendable in
                if work.isCancelled { _exit(Failure.interrupted) }
                work.cancel()
            }
            source.activate()
            return source
        }
        let status = await work.value
        withExtendedLifetime(signals) { end(status) }
    }

    /// Runs the command of `arguments`. - Returns: The exit status.
    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return Failure.report(error)
        }
    }
}

/// The system's `exit`, which commands hide behind a method of that name.
private func end(_ status: Int32) -> Never { exit(status) }
