extension Words {
    /// The words that are compiled into the program, for faces without pages. Where they could not be read, codes are
    /// spelled out.
    package static let english: Words = {
        let file = EmbeddedFile.all().first { $0.name == "Words/en.tsv" }
        return (try? file.map { try Words(table: String(decoding: $0.bytes, as: UTF8.self)) }) ?? Words()
    }()
}
