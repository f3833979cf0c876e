import Registry
import Storage
import TestSupport
import Testing

/// Every statement of the project runs on a registry that is spread over a cluster, and asks no more servers than it must.
@Suite(.enabled(if: CitusCluster.shared != nil, Comment(rawValue: CitusCluster.whySkipped)))
struct ShardedStatementTests {
    private static let shardCount = 4

    /// A value of each type that parameters have.
    private static let values = [
        "bigint": "1", "integer": "1", "text": "'1'", "bytea": "'1'", "boolean": "true", "numeric": "1",
        "double precision": "1", "bigint[]": "'{1}'", "text[]": "'{1}'",
    ]

    private struct Plan {
        var place: String
        var sql: String
        /// The lines of EXPLAIN.
        var lines: [String] = []

        /// Whether it names the value by which a table that it reads or changes is distributed.
        var mustBeRouted: Bool {
            RegistrySchema.tables.contains { table in
                guard case .distributed(let column, _) = table.placement, named.contains(table.name) else {
                    return false
                }
                return words.first == "INSERT"
                    || zip(words, zip(words.dropFirst(), words.dropFirst(2))).contains {
                        $0.split(separator: ".").last.map(String.init) == column && $1.0 == "=" && $1.1.hasPrefix("$")
                    }
            }
        }

        /// What stands where a table's name does.
        private var named: Set<String> {
            Set(zip(words, words.dropFirst()).filter { ["FROM", "JOIN", "INTO", "UPDATE"].contains($0.0) }.map(\.1))
        }

        private var words: [String] { sql.split(whereSeparator: \.isWhitespace).map(String.init) }

        /// How many parts of tables it reads, a number for each step; none where it reads the coordinator alone.
        var taskCounts: [Int] {
            lines.compactMap { line in line.firstMatch(of: /Task Count: ([0-9]+)/).flatMap { Int($0.output.1) } }
        }
    }

    private func plans() async throws -> [Plan] {
        let cluster = try #require(CitusCluster.shared)
        let schema = try cluster.schema()
        defer { cluster.drop(schema.name) }
        let database = try await PostgresDatabase.open(try PostgresAddress(schema.connection))
        try await database.migrate(RegistrySchema.postgres)
        var options = PostgresDatabase.ShardingOptions()
        options.shardCount = Self.shardCount
        _ = try await database.shard(RegistrySchema.tables, options)
        await database.close()

        var plans = try SourceTree().files(in: "Sources", ".swift").filter { $0.target != "Storage" }.flatMap { file in
            StatementLiterals(file.text).statements.map { Plan(place: "\(file.path):\($0.line)", sql: $0.sql) }
        }
        let prepared = plans.enumerated().map { "PREPARE s\($0) AS\n\($1.sql)\n;\n" }.joined()
        let types = try cluster.lines(
            of: prepared + "SELECT name, array_to_string(parameter_types::text[], ';') FROM pg_prepared_statements",
            at: schema.connection)
        var script = "\\set ON_ERROR_STOP 0\n"
        for line in types {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard let number = Int(parts[0].dropFirst()), plans.indices ~= number else { continue }
            let values = parts[1].split(separator: ";").map { Self.values[String($0)] ?? "NULL" }
            let call = values.isEmpty ? "s\(number)" : "s\(number) (\(values.joined(separator: ", ")))"
            script += """
                PREPARE s\(number) AS
                \(plans[number].sql)
                ;
                \\echo @\(number)
                EXPLAIN (COSTS off) EXECUTE \(call);
                \\if :ERROR
                \\echo refused: :LAST_ERROR_MESSAGE
                \\endif

                """
        }
        var current: Int?
        for line in try cluster.lines(of: script, at: schema.connection) {
            if line.hasPrefix("@") {
                current = Int(line.dropFirst())
            } else if let current {
                plans[current].lines.append(line)
            }
        }
        return plans
    }

    @Test func everyStatementIsPlannedAndAsksNoMoreServersThanItMust() async throws {
        var (routed, parallel) = (0, 0)
        for plan in try await plans() {
            let comment = Comment(rawValue: "\(plan.place): \(plan.lines) in: \(plan.sql)")
            #expect(!plan.lines.isEmpty && !plan.lines.contains { $0.hasPrefix("refused: ") }, comment)
            if plan.mustBeRouted { #expect(plan.taskCounts == [1], comment) }
            if plan.taskCounts == [1] { routed += 1 }
            // What is not told by a key is asked of all parts at once, in one step.
            if plan.taskCounts == [Self.shardCount] { parallel += 1 }
            #expect(
                plan.taskCounts.count <= 1 && plan.taskCounts.allSatisfy { [1, Self.shardCount].contains($0) }, comment)
        }
        #expect(routed > 50 && parallel > 30, "\(routed) and \(parallel)")
    }

    /// The look-ups of a unit and of an event, and what inserts them, are among those that must be routed.
    @Test func lookUpsAreAmongThoseThatAskOneServer() async throws {
        let routed = try await plans().filter { $0.mustBeRouted && $0.taskCounts == [1] }
        for file in ["UnitRows", "UnitHistory", "EventRows", "EventDetails", "Idempotency", "Parties", "UnitPlaces"] {
            let isThere = try SourceTree().files(in: "Sources/Registry", ".swift").contains {
                $0.name == file + ".swift" && !StatementLiterals($0.text).statements.isEmpty
            }
            if isThere { #expect(routed.contains { $0.place.contains("/\(file).swift") }, "\(file)") }
        }
    }
}
