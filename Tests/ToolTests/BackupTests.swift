import Foundation
import TestSupport
import Testing

/// Backing up, restoring and copying, from outside.
@Suite(.serialized) struct BackupTests {
    private static let passphrase = ["NAMEPLATE_BACKUP_PASSPHRASE": "correct horse battery"]

    private func run(_ sample: SampleRegistry, _ arguments: String...) throws -> Tool.Result {
        try Tool.run(arguments, in: sample.folder.path, environment: Self.passphrase)
    }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func aServerIsBackedUpWhileItServes() throws {
        let sample = try SampleRegistry()
        let server = try RunningTool(["serve", "--port", "0"], in: sample.folder.path)
        _ = try #require(server.line(with: "http://127.0.0.1:"))
        let made = try run(sample, "backup", "one.backup", "--json")
        #expect(made.status == 0, "\(made.errors)")
        let said = try #require(made.json as? [String: Any])
        #expect(said["withKey"] as? Bool == true && said["position"] as? Int == 58)
        #expect(try mode(sample.folder.file("one.backup")) == 0o600)
        // A file of that name stays as it is.
        #expect(try run(sample, "backup", "one.backup").errors.contains("[output.exists]"))
        #expect(try run(sample, "backup", "one.backup", "--force").status == 0)
        #expect(try run(sample, "manufacturer", "add", "later", "--name", "Later").status == 0)
        // While the server has the registry open a backup can be checked, not restored.
        #expect(try run(sample, "restore", "one.backup", "--dry-run").status == 0)
        #expect(try run(sample, "restore", "one.backup").errors.contains("[storage.locked]"))
        #expect(server.end(with: SIGTERM) == 0)
        let restored = try run(sample, "restore", "one.backup", "--json")
        #expect(restored.status == 0, "\(restored.errors)")
        #expect((restored.json as? [String: Any])?["sha256"] is String)
        #expect(try run(sample, "manufacturer", "show", "later").status == 1)
        #expect(try run(sample, "audit").status == 0)
        let kept = try #require((restored.json as? [String: Any])?["keptOld"] as? String)
        let old = try run(
            sample, "manufacturer", "show", "later", "--database", kept, "--master-key-file", "nameplate.sqlite.key")
        #expect(old.status == 0, "\(old.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.folder.path)
        #expect(!names.contains { $0.contains("unfinished") || $0.contains(".restore") }, "\(names)")
    }

    @Test func aBackupGoesThroughPipes() throws {
        let sample = try SampleRegistry()
        let result = try Tool.shell(
            "nameplate backup - --without-key | gzip | gunzip | nameplate restore - --database copy.sqlite",
            in: sample.folder.path)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("the master key"))
        #expect(
            try run(sample, "audit", "--database", "copy.sqlite", "--master-key-file", "nameplate.sqlite.key").status
                == 0)
    }

    @Test func thePassphraseComesFromAFileATerminalOrNotAtAll() throws {
        let sample = try SampleRegistry()
        let missing = try Tool.shell("setsid -w nameplate backup a.backup", in: sample.folder.path)
        #expect(missing.status == 1 && missing.errors.contains("[passphrase.missing]"), "\(missing.errors)")
        try Data("correct horse battery\nmore\n".utf8).write(to: URL(fileURLWithPath: sample.folder.file("secret")))
        let fromFile = try Tool.shell("nameplate backup a.backup --passphrase-file secret", in: sample.folder.path)
        #expect(fromFile.status == 0, "\(fromFile.errors)")
        #expect(try run(sample, "restore", "a.backup", "--dry-run").status == 0)
        let short = try Tool.run(
            ["backup", "b.backup"], in: sample.folder.path, environment: ["NAMEPLATE_BACKUP_PASSPHRASE": "short"])
        #expect(short.status == 1 && short.errors.contains("[backup.passphrase]"), "\(short.errors)")
        // A terminal of its own shows the question, and nothing of the answer.
        let asked = try Tool.shell(
            """
            coproc script -qec 'nameplate restore a.backup --dry-run' /dev/null
            program=$COPROC_PID; exec 3<&${COPROC[0]} 4>&${COPROC[1]}
            read -r -d : question <&3; echo "$question"
            echo 'correct horse battery' >&4; cat <&3; wait $program
            """, in: sample.folder.path)
        #expect(asked.status == 0, "\(asked.output)\(asked.errors)")
        #expect(asked.output.contains("Passphrase of the backup"))
        #expect(asked.output.contains("can be restored") && !asked.output.contains("correct horse"), "\(asked.output)")
    }

    /// Whenever a restore is killed, the registry is the old one or the new one, whole.
    @Test func aRestoreThatIsKilledLeavesARegistry() throws {
        let sample = try SampleRegistry()
        #expect(try run(sample, "backup", "keyless.backup", "--without-key").status == 0)
        #expect(try run(sample, "manufacturer", "add", "later", "--name", "Later").status == 0)
        var generator = SplitMix64(seed: 0x7265_7374)
        for _ in 0..<8 {
            let running = try RunningTool(["restore", "keyless.backup"], in: sample.folder.path)
            let turns = Int.random(in: 1...3_000, using: &generator)
            for _ in 0..<turns where running.process.isRunning { sched_yield() }
            _ = running.end(with: SIGKILL)
            let audit = try run(sample, "audit")
            #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
            #expect(try run(sample, "manufacturer", "show", "seagate").status == 0)
        }
        #expect(try run(sample, "restore", "keyless.backup").status == 0)
        #expect(try run(sample, "manufacturer", "show", "later").status == 1)
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.folder.path)
        #expect(!names.contains { $0.contains(".restore") }, "\(names)")
    }

    @Test(.enabled(if: PrivatePostgres.isExpected, "PostgreSQL is not installed"))
    func aRegistryMovesToAServerAndBack() throws {
        let sample = try SampleRegistry()
        let server = try PrivatePostgres.shared()
        let name = try server.copy(of: "template0")
        defer { server.drop(name) }
        let words = server.connection(to: name).split(separator: " ").map { $0.split(separator: "=")[1] }
        let url = "postgres:///\(words[2])?host=\(words[0])&user=\(words[1])"
        var environment = Self.passphrase
        environment["XDG_STATE_HOME"] = sample.folder.file("state")
        func run(_ arguments: String...) throws -> Tool.Result {
            try Tool.run(arguments, in: sample.folder.path, environment: environment)
        }
        let rehearsed = try run("copy", "--from", "sqlite:nameplate.sqlite", "--to", url, "--dry-run")
        #expect(rehearsed.status == 0, "\(rehearsed.errors)")
        let moved = try run("copy", "--from", "sqlite:nameplate.sqlite", "--to", url, "--json")
        #expect(moved.status == 0, "\(moved.errors)")
        let rows = try #require((moved.json as? [String: Any])?["rows"] as? [String: Int])
        #expect(rows["events"] == 58 && (rows["secret_keys"] ?? 0) > 0)
        #expect(try run("copy", "--from", "sqlite:nameplate.sqlite", "--to", url).errors.contains("[copy.target]"))
        let key = ["--master-key-file", "nameplate.sqlite.key"]
        #expect(
            try Tool.run(
                ["unit", "show", "fjordlys", "FJ-320", "TR2410001207Y", "--database", url] + key,
                in: sample.folder.path, environment: environment
            ).status == 0)
        // A backup of the server's registry is a file as any other.
        let backup = try Tool.run(
            ["backup", "server.backup", "--database", url] + key, in: sample.folder.path, environment: environment)
        #expect(backup.status == 0, "\(backup.errors)")
        #expect(try run("restore", "server.backup", "--database", "restored.sqlite").status == 0)
        #expect(try run("audit", "--database", "restored.sqlite").status == 0)
        let back = try Tool.run(
            ["copy", "--from", url, "--to", "sqlite:back.sqlite", "--json"] + key, in: sample.folder.path,
            environment: environment)
        #expect(back.status == 0, "\(back.errors)")
        let again = try #require((back.json as? [String: Any])?["rows"] as? [String: Int])
        // What an open registry adds: who made the backup, and what its follower has taken in.
        let own = [
            "audit_trail", "followers", "fleet_changes", "model_fleets", "stock_changes", "stock_levels",
            "container_changes", "demand_weeks", "stock_receipts", "unit_lives", "unit_failures", "unit_claims",
            "unit_readings",
        ]
        #expect(again.filter { !own.contains($0.key) } == rows.filter { !own.contains($0.key) })
        #expect(try mode(sample.folder.file("back.sqlite.key")) == 0o600)
        #expect(try run("audit", "--database", "back.sqlite").status == 0)
    }
}
