import Identifiers
import Registry
import Storage
import TestSupport
import Testing

@Suite struct SecretKeyTests {
    @Test(arguments: Engine.available)
    func scrambledSerialsAreIssuedAndFoundAgain(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (model, batch) = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "{plant:2}{scrambled:8}")
                return (model, try desk.issue(500, of: model, fields: .init(plant: "TR")))
            }
            try await registry.read { reader in
                var serials: Set<String> = []
                for sequence in Int64(1)...500 {
                    let key = try TestDesk.unit(sequence, of: batch, reader)
                    serials.insert(key.serial.text)
                    let unit = try #require(try Units.find(key, reader))
                    #expect(unit.batch == batch.id && unit.sequence == sequence)
                }
                #expect(serials.count == 500)
                // What nobody issued is not found.
                #expect(try Units.find(UnitKey(model.id, SerialNumber(parsing: "TR00000000")), reader) == nil)
            }
            #expect(try await registry.findings() == [])
        }
    }

    @Test(arguments: Engine.available)
    func withoutTheMasterKeyNothingIsToldAndNothingDenied(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let key = try await registry.write { desk in
                let model = try desk.model(of: try desk.manufacturer(), format: "S{scrambled:8}")
                return try desk.unit(3, of: try desk.issue(10, of: model))
            }
            // Another master key opens no key of this registry: as if there were none.
            registry.database.use(MasterKey().vault)
            #expect(try await refusal { try await registry.read { try Units.find(key, $0) } } == .keyMissing)
            let other = UnitKey(key.model, try SerialNumber(parsing: "S00000000"))
            #expect(try await refusal { try await registry.read { try Units.find(other, $0) } } == .keyMissing)
            // Of what is not formed like a serial number of the format it can be told that it is none.
            let foreign = UnitKey(key.model, try SerialNumber(parsing: "X-1"))
            #expect(try await registry.read { try Units.find(foreign, $0) } == nil)
            #expect(
                try await refusal {
                    try await registry.write { desk in
                        try desk.issue(1, of: try #require(try Models.find(key.model, desk.transaction)))
                    }
                } == .keyMissing)
            registry.database.use(Engine.masterKey.vault)
            #expect(try await registry.read { try Units.find(key, $0) }?.sequence == 3)
        }
    }

    @Test(arguments: Engine.available)
    func aKeyThatMustBeMadeNeedsTheMasterKey(_ engine: Engine) async throws {
        try await engine.withRegistry(hasMasterKey: false) { registry in
            let model = try await registry.write { try $0.model(of: try $0.manufacturer(), format: "A{seq:4}") }
            #expect(try await refusal { try await registry.write { try $0.issue(1, of: model) } } == .keyMissing)
            #expect(
                try await refusal { try await registry.write { _ = try $0.format("B{scrambled:8}", of: model) } }
                    == .keyMissing)
        }
    }

    @Test(arguments: Engine.available)
    func aSealedKeyOpensInItsOwnRowAlone(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let maker = try await registry.write { desk in
                let maker = try desk.manufacturer()
                _ = try desk.issue(1, of: try desk.model(of: maker, format: "S{scrambled:8}"))
                return maker
            }
            let keys = try await registry.read { try SecretKeys.list(of: maker.id, $0) }
            #expect(Set(keys.map(\.purpose)) == [.codes, .scrambling])
            #expect(keys.allSatisfy { $0.secret != nil } && keys[0].secret != keys[1].secret)
            #expect("\(keys)".contains("a secret") && !String(reflecting: keys).contains("bytes"))
            let sealed = try await registry.read { reader in
                try reader.all(Self.sealed) { $0.blob(0) }
            }
            #expect(sealed.allSatisfy { $0.count == 12 + 32 + 16 })
            // Exchanged, neither opens.
            for (key, blob) in zip(keys.sorted { $0.id < $1.id }, sealed.reversed()) {
                _ = try await registry.tamper(Self.swap, [.blob(blob), .integer(key.id.value)])
            }
            let swapped = try await registry.read { try SecretKeys.list(of: maker.id, $0) }
            #expect(swapped.allSatisfy { $0.secret == nil })
        }
    }

    private static let sealed = Statement("SELECT sealed FROM secret_keys ORDER BY id")
    private static let swap = Statement("UPDATE secret_keys SET sealed = $1 WHERE id = $2")

    @Test(arguments: Engine.available)
    func aNewKeyServesWhatComesAndLeavesWhatIs(_ engine: Engine) async throws {
        try await engine.withRegistry { registry in
            let (maker, model, first) = try await registry.write { desk in
                let maker = try desk.manufacturer()
                let model = try desk.model(of: maker, format: "S{scrambled:8}")
                return (maker, model, try desk.issue(5, of: model))
            }
            let before = try await registry.read { try TestDesk.unit(2, of: first, $0) }
            let second = try await registry.write { desk in
                _ = try SecretKeys.replace(.scrambling, of: maker, as: .administrator, desk.transaction)
                _ = try SecretKeys.replace(.codes, of: maker, as: .administrator, desk.transaction)
                return try desk.issue(5, of: model)
            }
            let formats = try await registry.read { try SerialFormats.list(of: model.id, $0) }
            let keys = try await registry.read { try SecretKeys.list(of: maker.id, $0) }
            #expect(keys.count == 4 && keys.filter { $0.retiredAt == nil }.count == 2)
            #expect(formats[0].key == keys.first { $0.purpose == .scrambling && $0.retiredAt != nil }?.id)
            #expect(try await registry.read { try Units.find(before, $0) }?.sequence == 2)
            #expect(first.codeKey != second.codeKey)
            // A format that could print the same serial is refused: a printed space has one key for ever.
            #expect(
                try await refusal { try await registry.write { _ = try $0.format("S{scrambled:8}", of: model) } }
                    == .formatTaken)
            let other = try await registry.write { try $0.format("T{scrambled:8}", of: model) }
            #expect(other.key == keys.first { $0.purpose == .scrambling && $0.retiredAt == nil }?.id)
        }
    }

    @Test(arguments: ["", "abc", String(repeating: "0", count: 63), "AAAA", String(repeating: "zz", count: 32)])
    func whatIsNoMasterKeyIsRefused(_ text: String) { #expect(MasterKey(text) == nil) }

    @Test func aMasterKeyReadsItsOwnTextAndHexadecimal() throws {
        let key = MasterKey()
        #expect(try #require(MasterKey(key.text + "\n")).check == key.check)
        #expect(MasterKey(String(repeating: "07", count: 32))?.check == Engine.masterKey.check)
        #expect(MasterKey().check != key.check)
    }
}
