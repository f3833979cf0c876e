import Foundation
import Storage
import TestSupport
import Testing

@testable import Registry

@Suite("Stored files")
struct FileStoreTests {
    private let directory: TemporaryDirectory
    private let store: FileStore

    init() throws {
        directory = try TemporaryDirectory()
        store = FileStore(directory.file("files"))
    }

    private func receive(_ bytes: [UInt8], in pieces: Int = 7) throws -> ReceivedFile {
        let file = try store.receive()
        var rest = bytes[...]
        while !rest.isEmpty {
            try file.append(Array(rest.prefix(pieces)))
            rest = rest.dropFirst(pieces)
        }
        return try ReceivedFile(file, in: store)
    }

    private func read(_ digest: FileDigest) throws -> [UInt8] {
        let reader = try store.open(digest)
        return try reader.read(Int(reader.size), at: 0)
    }

    private var paths: [String] {
        (FileManager.default.enumerator(atPath: store.directory)?.allObjects as? [String] ?? []).filter {
            !$0.hasSuffix("incoming") && $0.count > 2
        }
    }

    /// What a file is, by its bytes.
    @Test(
        arguments: [
            (SamplePictures.pdf, FileType.pdf), (Array("Grüße\n\tund mehr\r\n".utf8), .text),
            (Array("# Title\n\n<b>not markup here</b>\n".utf8), .text), (SamplePictures.png, .png),
            (SamplePictures.jpeg, .jpeg), (SamplePictures.webp, .webp),
        ] as [([UInt8], FileType)])
    func theTypeIsWhatTheBytesSay(_ bytes: [UInt8], _ type: FileType) throws {
        let received = try receive(bytes)
        #expect(received.stored.type == type)
        #expect(try read(received.stored.digest).count == Int(received.stored.size))
        #expect(try store.open(received.stored.digest).digest() == received.stored.digest)
    }

    @Test(
        arguments: [
            ("<!DOCTYPE html><script>alert(1)</script>", "document.fileType"),
            ("\u{FEFF} \n<svg xmlns='http://www.w3.org/2000/svg'/>", "document.fileType"),
            ("GIF89a\u{1}\u{0}\u{1}\u{0}", "document.fileType"), ("PK\u{3}\u{4}office", "document.fileType"),
            ("a\u{0}b", "document.fileType"), ("junk%PDF-1.4\n%%EOF", nil),
            ("%PDF-1.4\nno end", "document.fileDamaged"),
            ("", "document.fileDamaged"), ("MZ\u{90}\u{0}", "document.fileType"), ("a\u{1B}[31mb", "document.fileType"),
        ] as [(String, String?)])
    func whatIsNoDocumentIsRefused(_ text: String, _ code: String?) throws {
        let bytes = Array(text.utf8)
        guard let code else {
            // A PDF that does not begin as one is text, and served as that.
            #expect(try receive(bytes).stored.type == .text)
            return
        }
        #expect { try receive(bytes) } throws: { ($0 as? RegistryError)?.code.rawValue == code }
        #expect(paths.isEmpty)
    }

    @Test func textIsCheckedAcrossPieces() {
        for text in ["äöü€𝄞a", "𝄞𝄞", "a"] {
            let bytes = Array(text.utf8)
            for size in 1...bytes.count {
                var check = UTF8Check()
                let isGood = stride(from: 0, to: bytes.count, by: size).allSatisfy {
                    check.take(Array(bytes[$0..<min(bytes.count, $0 + size)]))
                }
                #expect(isGood && check.isComplete, "\(text) in pieces of \(size)")
            }
        }
        for bytes in [[0xC3], [0xE2, 0x82], [0xF0, 0x9D, 0x84], [0xC3, 0x28], [0xED, 0xA0, 0x80]] as [[UInt8]] {
            var check = UTF8Check()
            #expect(!(check.take(bytes) && check.isComplete), "\(bytes)")
        }
    }

    @Test func theSameFileIsStoredOnceAndUnderNoNameOfItsSender() throws {
        let first = try receive(SamplePictures.pdf)
        let second = try receive(SamplePictures.pdf, in: 1_000)
        #expect(first.stored == second.stored)
        let hash = first.stored.digest.text
        #expect(paths.filter { !$0.hasPrefix("incoming") } == ["\(hash.prefix(2))/\(hash)"])
        #expect(store.digests() == [first.stored.digest])
    }

    @Test func whatComesInIsGoneWhenNobodyRefersToIt() throws {
        do {
            let file = try store.receive()
            try file.append([1, 2, 3])
            #expect(paths.count == 1)
        }
        #expect(paths.isEmpty)
    }

    @Test func whoeverHoldsFilesKeepsThemAndWhoeverReadsOneReadsItToItsEnd() throws {
        let digest = try receive(SamplePictures.pdf).stored.digest
        let reader = try store.open(digest)
        store.hold()
        store.remove(digest)
        #expect(store.contains(digest))
        #expect(store.release() == [digest])
        store.remove(digest)
        #expect(!store.contains(digest))
        #expect(try reader.read(100, at: 0) == SamplePictures.pdf)
        #expect { try store.open(digest) } throws: { ($0 as? StorageError)?.code == .damaged }
    }

    @Test func aFileThatWasRemovedMeanwhileIsPutBack() throws {
        let received = try receive(SamplePictures.pdf)
        store.remove(received.stored.digest)
        try received.restore()
        #expect(try read(received.stored.digest) == SamplePictures.pdf)
    }

    @Test func hashesAreReadFromTheirDigitsOnly() {
        let text = String(repeating: "0aF9", count: 16)
        #expect(FileDigest(text: text)?.text == text.lowercased())
        for wrong in ["", "../../etc/passwd", String(repeating: "0", count: 63), String(repeating: "g", count: 64)] {
            #expect(FileDigest(text: wrong) == nil)
        }
    }
}
