import FoundationEssentials
import Registry
import Server

/// What a backup says of itself, for people and for programs.
struct BackupCard {
    let head: BackupHead
    let manifest: BackupManifest
    let digest: [UInt8]

    var digestText: String { digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    private var madeAt: String {
        Date(timeIntervalSince1970: Double(head.madeAt) / 1_000_000).formatted(.iso8601)
    }

    /// The fields that follow a card's title.
    func write(to card: inout Card) {
        card.field("Made", "\(madeAt) by version \(head.program), from \(head.engine)")
        card.field("Position", Numbers.grouped(manifest.position))
        card.field("Units", Numbers.grouped(manifest.rows["units"] ?? 0))
        card.field("Events", Numbers.grouped(manifest.rows["events"] ?? 0))
        card.field("Files", manifest.files.map { Numbers.grouped($0) })
        card.field("Schema", String(manifest.schema))
        card.field("Size", "\(Numbers.grouped(manifest.size)) bytes")
        card.field("Master key", head.key == nil ? "not in it" : "sealed with the passphrase")
        card.field("SHA-256", digestText)
    }

    /// The members of an object.
    func write(to json: inout JSONWriter) {
        json.field("madeAt", madeAt)
        json.field("program", head.program)
        json.field("engine", head.engine)
        json.field("schema", Int64(manifest.schema))
        json.field("position", manifest.position)
        json.field("size", manifest.size)
        json.field("files", manifest.files)
        json.field("withKey", head.key != nil)
        json.field("sha256", digestText)
        json.objectField("rows") { json in
            for (table, count) in manifest.rows.sorted(by: { $0.key < $1.key }) { json.field(table, count) }
        }
    }
}
