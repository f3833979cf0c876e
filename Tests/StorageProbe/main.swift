// A process of its own for the tests that need one: to hold a lock, to be killed while it writes, to have no rights.
//
//   StorageProbe hold PATH      opens the database, prints "open" or the error's code, waits for the end of its input
//   StorageProbe powerless PATH gives up its rights first if it is root, then does as `hold` but waits for nothing
//   StorageProbe write PATH     writes rows until killed and prints each id after it was acknowledged

import Foundation
import Storage

enum ProbeSQL {
    static let create = Migration(
        number: 1, name: "rows", sql: "CREATE TABLE rows (id BIGINT PRIMARY KEY, note TEXT NOT NULL)")
    static let insert = Statement("INSERT INTO rows (id, note) VALUES ($1, $2)")
}

func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}

func giveUpRights() {
    guard geteuid() == 0 else { return }
    let nobody: UInt32 = 65_534
    guard setgroups(0, nil) == 0, setgid(nobody) == 0, setuid(nobody) == 0 else { exit(3) }
}

func writeForEver(_ database: SQLiteDatabase) async {
    await withTaskGroup(of: Void.self) { group in
        for writer in 0..<16 {
            group.addTask {
                while true {
                    do {
                        let id = try await database.write { transaction in
                            let id = transaction.newID()
                            try transaction.run(ProbeSQL.insert, [.integer(id), .text("writer \(writer)")])
                            return id
                        }
                        say(String(id))
                    } catch {
                        say("error \(error)")
                        exit(4)
                    }
                }
            }
        }
    }
}

guard CommandLine.arguments.count == 3 else { exit(2) }
let (mode, path) = (CommandLine.arguments[1], CommandLine.arguments[2])
if mode == "powerless" { giveUpRights() }
do {
    let database = try SQLiteDatabase.open(path: path)
    if mode == "write" {
        try await database.migrate([ProbeSQL.create])
        await writeForEver(database)
    }
    try database.setLockNote(#"{"socket": "/run/probe.socket"}"#)
    say("open")
    if mode == "hold" { _ = FileHandle.standardInput.readDataToEndOfFile() }
    await database.close()
} catch let error as StorageError {
    say(error.code.rawValue)
    say(error.sentence)
}
