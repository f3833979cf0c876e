@testable import Registry

/// All that a reader makes of some bytes.
struct Reading {
    var rows: [ImportRow] = []
    var faults: [RowError] = []

    var codes: [String] { faults.map(\.code) }

    func column(_ column: ImportColumn) -> [String?] { rows.map { $0[column] } }
}

/// Feeds a reader with pieces of the given sizes, in turn, and gathers rows and faults.
func readAll(_ bytes: [UInt8], with reader: any RowReader, pieces: [Int] = [.max]) -> Reading {
    var reader = reader
    var reading = Reading()
    func drain() {
        while true {
            do {
                guard let row = try reader.next() else { return }
                reading.rows.append(row)
            } catch {
                reading.faults.append(error)
            }
        }
    }
    var rest = bytes[...]
    var turn = 0
    while !rest.isEmpty {
        let piece = rest.prefix(pieces[turn % pieces.count])
        piece.withUnsafeBytes { reader.append($0) }
        rest = rest.dropFirst(piece.count)
        turn += 1
        drain()
    }
    reader.finish()
    drain()
    return reading
}

func readCSV(_ text: String, _ table: ImportTable = .units, pieces: [Int] = [.max]) -> Reading {
    readAll(Array(text.utf8), with: CSVReader(table), pieces: pieces)
}

func readNDJSON(_ text: String, _ table: ImportTable = .units, pieces: [Int] = [.max]) -> Reading {
    readAll(Array(text.utf8), with: NDJSONReader(table), pieces: pieces)
}
