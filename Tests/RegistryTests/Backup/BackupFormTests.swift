import Registry
import TestSupport
import Testing

/// The form of a backup: what is cut off or changed is never taken for whole.
@Suite struct BackupFormTests {
    private static let key = Engine.masterKey

    /// A backup of some bytes, and those.
    private func backup(_ random: inout SplitMix64, key: MasterKey?) throws -> (bytes: [UInt8], data: [UInt8]) {
        var writer = BackupWriter(key: key)
        let sealed = try key.map { _ in try #require(Self.sealed) }
        var bytes = try writer.head(
            BackupHead(program: "1.0", madeAt: 0, engine: "sqlite", keyCheck: Self.key.check, key: sealed))
        var data: [UInt8] = []
        for step in 0..<Int64(3) {
            bytes += BackupWriter.progress(step, of: 3)
            let piece = (0..<Int.random(in: 0...700, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            data += piece
            bytes += writer.data(piece)
        }
        bytes += try writer.end(
            BackupManifest(schema: 1, position: 7, rows: ["events": 7], size: Int64(data.count)))
        return (bytes, data)
    }

    /// Sealed once: it takes its time by purpose.
    private static let sealed = try? SealedMasterKey(sealing: key, with: "correct horse")

    /// Reads a backup in pieces of random sizes. - Returns: its data, or nil where it is refused.
    private func read(_ bytes: [UInt8], key: MasterKey?, _ random: inout SplitMix64) throws -> [UInt8]? {
        var reader = BackupReader()
        var (data, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
        do {
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...400, using: &random))
                rest = rest.dropFirst(piece.count)
                try reader.take(Array(piece)) { item, _ in
                    if case .data(let more) = item { data += more }
                }
            }
            try reader.finish()
        } catch let error as RegistryError {
            #expect(error.code == .backupDamaged)
            return nil
        }
        if let key, !reader.isProven(by: key) { return nil }
        return data
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func whatIsWrittenIsRead(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for key in [nil, Self.key] {
            let (bytes, data) = try backup(&random, key: key)
            #expect(try read(bytes, key: key, &random) == data, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func whatIsCutOffOrChangedIsRefused(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for key in [nil, Self.key] {
            let (bytes, _) = try backup(&random, key: key)
            for _ in 0..<60 {
                let cut = Array(bytes.prefix(Int.random(in: 0..<bytes.count, using: &random)))
                #expect(try read(cut, key: key, &random) == nil, "seed \(seed), \(cut.count) bytes")
                #expect(try read(bytes + [UInt8.random(in: 0...255, using: &random)], key: key, &random) == nil)
            }
            let (plain, unchanged) = try backup(&random, key: key)
            for _ in 0..<200 {
                var changed = plain
                let place = Int.random(in: 0..<changed.count, using: &random)
                changed[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
                // Progress belongs to no file: only that may change.
                let data = try read(changed, key: key, &random)
                #expect(data == nil || data == unchanged, "seed \(seed), byte \(place)")
            }
        }
    }

    /// Whoever has no key can make a sum, but no proof.
    @Test func aForgedBackupIsNotProven() throws {
        var random = SplitMix64(seed: 7)
        let (bytes, _) = try backup(&random, key: MasterKey())
        #expect(try read(bytes, key: Self.key, &random) == nil)
    }

    @Test func aSealedKeyOpensWithItsPassphraseAlone() throws {
        let sealed = try #require(Self.sealed)
        #expect(try sealed.open(with: "correct horse", check: Self.key.check).text == Self.key.text)
        for (passphrase, check) in [("correct horsE", Self.key.check), ("correct horse", MasterKey().check)] {
            #expect(throws: RegistryError.self) { try sealed.open(with: passphrase, check: check) }
        }
        #expect(throws: RegistryError.self) { try SealedMasterKey(sealing: Self.key, with: "short") }
    }
}
