import Foundation
import Identifiers

// The entry points that libFuzzer calls (https://llvm.org/docs/LibFuzzer.html): `scripts/fuzz` builds and runs this.

private func table(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: "Sources/CIdentifierTables/Data/" + name)))
}

private let tables: ReferenceTables = {
    do {
        return ReferenceTables(
            dictionary: try GS1SyntaxDictionary(parsing: table("gs1-syntax-dictionary.txt")),
            prefixes: try GS1Prefixes(parsing: table("gs1-prefixes.tsv")),
            vehicles: try VehicleTable(ReferenceBytes(table("vehicles.table"))),
            devices: try DeviceModelTable(ReferenceBytes(table("tac.table"))))
    } catch {
        fatalError("The tables are not where the project keeps them: \(error)")
    }
}()

/// Reads one text in every way; libFuzzer calls it with texts of its own making.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    let faults = ParserRound(text, by: tables).faults
    guard faults.isEmpty else { fatalError("\(text.debugDescription): \(faults)") }
    return 0
}
