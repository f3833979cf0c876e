import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Pictures without what they tell beside themselves")
struct CleanPictureTests {
    private let directory: TemporaryDirectory
    private let store: FileStore

    init() throws {
        directory = try TemporaryDirectory()
        store = FileStore(directory.file("files"))
    }

    private func clean(_ bytes: [UInt8]) throws -> [UInt8] {
        let file = try store.receive()
        try file.append(bytes)
        let received = try ReceivedFile(file, in: store)
        return try store.open(received.stored.digest).read(bytes.count * 2, at: 0)
    }

    private func holdsSecret(_ bytes: [UInt8]) -> Bool {
        String(decoding: bytes, as: UTF8.self).contains(SamplePictures.secret)
    }

    @Test(arguments: [SamplePictures.png, SamplePictures.jpeg, SamplePictures.webp])
    func nothingPrivateIsLeftAndNothingBehindTheEnd(_ bytes: [UInt8]) throws {
        #expect(holdsSecret(bytes))
        let cleaned = try clean(bytes)
        #expect(!holdsSecret(cleaned) && cleaned.count < bytes.count)
        // What is clean stays as it is.
        #expect(try clean(cleaned) == cleaned)
    }

    @Test func whatThePictureNeedsStays() throws {
        let text = String(decoding: try clean(SamplePictures.png), as: UTF8.self)
        for chunk in ["IHDR", "pHYs", "IDAT", "IEND"] { #expect(text.contains(chunk)) }
        let jpeg = try clean(SamplePictures.jpeg)
        let words = String(decoding: jpeg, as: UTF8.self)
        #expect(words.contains("JFIF") && words.contains("ICC_PROFILE\0profile") && !words.contains("MPF"))
        #expect(jpeg.suffix(9) == [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9])
    }

    @Test func aPictureStillStandsUpright() throws {
        let jpeg = try clean(SamplePictures.jpeg)
        let upright: [UInt8] = [0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06]
        #expect((0...(jpeg.count - upright.count)).contains { jpeg[$0...].starts(with: upright) })
    }

    @Test func aWebPSaysNoLongerThatExifFollows() throws {
        let webp = try clean(SamplePictures.webp)
        #expect(webp[20] == 0)
        let size = webp[4..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
        #expect(size + 8 == webp.count)
    }

    @Test(arguments: [SamplePictures.png, SamplePictures.jpeg, SamplePictures.webp])
    func whatIsCutOffIsRefused(_ bytes: [UInt8]) throws {
        let whole = try clean(bytes)
        for length in stride(from: 12, to: whole.count, by: 1) {
            #expect { try clean(Array(whole.prefix(length))) } throws: { error in
                let code = (error as? RegistryError)?.code
                return code == .documentFileDamaged || code == .documentFileType
            }
        }
    }

    @Test func whatWouldFillAMachineIsRefused() throws {
        var bytes = SamplePictures.png
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        #expect { try clean(bytes) } throws: { ($0 as? RegistryError)?.code == .documentTooLarge }
        bytes.replaceSubrange(16..<24, with: [0, 0, 0, 0, 0, 0, 0, 1])
        #expect { try clean(bytes) } throws: { ($0 as? RegistryError)?.code == .documentFileDamaged }
    }

    /// Bytes changed at random never end the program, and never bring a hidden word through behind the picture's end.
    @Test(arguments: 0..<60 as Range<UInt64>)
    func changedBytesAreRefusedOrCleaned(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for original in [SamplePictures.png, SamplePictures.jpeg, SamplePictures.webp] {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            do {
                _ = try clean(bytes)
            } catch let error as RegistryError {
                #expect(
                    [.documentFileDamaged, .documentFileType, .documentTooLarge].contains(error.code), "seed \(seed)")
            }
        }
    }
}
