import Nameplate

/// What the process that has a database open says in the note of its lock.
struct Announcement: Decodable {
    /// The TCP port on which its server answers.
    var port: Int?
    /// The Unix socket on which its server answers; nil while it has none, as in a command at work.
    var socket: String?

    /// The note of whoever has a registry open; nil where nobody has.
    static func find(_ place: RegistryPlace) -> Announcement? {
        place.announcement().flatMap { try? JSONText.decode(Announcement.self, from: Array($0.utf8)) }
    }
}
