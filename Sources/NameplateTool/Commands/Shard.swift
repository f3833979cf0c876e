import ArgumentParser
import Nameplate
import Server

/// `nameplate shard`
struct Shard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Spread a registry in PostgreSQL over the servers of a Citus cluster.",
        discussion: """
            Units and their events are split by serial number, so that a look-up asks one server; events, parties and \
            the like by their id; the catalogue and the batches lie on every server; a few small tables stay on the \
            coordinator. Stop the servers of the registry first. The command may be repeated: it goes on where it was \
            interrupted, and after an update it takes up the tables that are new. docs/scale.md says how a cluster is \
            made, grown and backed up.

            EXAMPLES
              nameplate shard -d postgres://db.example/registry --dry-run
              nameplate shard -d postgres://db.example/registry --shards 64
            """)

    @OptionGroup var database: DatabaseOption
    @Option(help: "Into how many parts each big table is split, 1 to 4096 (default: Citus's own setting, mostly 32).")
    var shards: Int?
    @Flag(help: "Go on where the cluster has no worker yet: all parts lie on the coordinator for now.")
    var withoutWorkers = false
    @Flag(help: "Only say what would be done.") var dryRun = false
    @Flag(name: .long, help: "Print JSON instead of a table.") var json = false

    func validate() throws {
        if let shards, !(1...4096).contains(shards) { throw ValidationError("--shards takes 1 to 4096.") }
    }

    func run() async throws {
        let bar = ProgressBar("Spreading")
        let answer = try await database.place().shard(
            shardCount: shards, allowsNoWorkers: withoutWorkers, isDryRun: dryRun
        ) { fraction, table in bar.show(table, fraction: fraction, rows: 0) }
        bar.clear()
        if json { return try Output.standard.print(json: try JSONText.encode(answer)) }
        var table = Table([
            .init(heading: "table", isWhole: true), .init(heading: "lies"), .init(heading: "kB", isNumber: true),
            .init(heading: dryRun ? "would be" : ""),
        ])
        for entry in answer.tables {
            table.add([
                entry.name, Self.place(entry), Numbers.grouped(entry.bytes / 1000),
                entry.changes ? (dryRun ? "moved" : "moved now") : "as it is",
            ])
        }
        try Output.standard.print(table)
        try Output.standard.print(Self.sentence(answer))
    }

    private static func place(_ table: ShardingAnswer.Table) -> String {
        switch (table.placement, table.column) {
        case ("reference", _): "on every server"
        case (_, let column?): "split by \(column)" + (table.family == table.name ? "" : ", with \(table.family ?? "")")
        default: "on the coordinator"
        }
    }

    private static func sentence(_ answer: ShardingAnswer) -> String {
        let workers = answer.workers == 1 ? "1 worker" : "\(answer.workers) workers"
        let cluster = "Citus \(answer.citusVersion), \(workers)."
        if answer.dryRun { return cluster + " Nothing has been moved: this is a dry run." }
        return cluster
            + (answer.tables.contains(where: \.changes) ? " All is in its place." : " All was in its place already.")
    }
}
