import ArgumentParser
import Server

/// `nameplate shipments receive`
struct ShipmentReceive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Receive goods: a list of scans, each of which gets a verdict.",
        discussion: """
            A line of the list is what a scanner read, with the time before it where it has one: \
            2026-03-02T14:00:00+01:00,395204710000000122. Without a time it is now, and pieces that are \
            sent again count again. Scans may come late, in any order and more than once.

            EXAMPLES
              nameplate shipments receive fjordlys LS-2026-0042 scans.txt
              nameplate shipments receive fjordlys LS-2026-0042 - --damaged
            """)
    @OptionGroup var shipment: ShipmentArguments
    @Argument(help: "The list; '-' reads standard input.", completion: .file()) var list: String
    @Flag(help: "All of the list has come damaged.") var damaged = false
    @OptionGroup var registry: RegistryOptions

    /// Scans that are sent at a time.
    private static let portion = 2_000

    func run() async throws {
        var scans: [JSON] = []
        var counts: [String: Int] = [:]
        for line in try await lines() {
            var scan = Self.scan(line)
            if damaged { scan["damaged"] = .boolean(true) }
            // Of two equal lines the second is another scan, whenever the list comes again.
            if scan["time"] != nil {
                let count = counts[line, default: 0]
                counts[line] = count + 1
                if count > 0 { scan["id"] = .string("\(count) \(String(line.prefix(80)))") }
            }
            scans.append(.object(scan))
        }
        try await Session.open(registry) { session in try await send(scans, session) }
    }

    private func lines() async throws -> [String] {
        var bytes: [UInt8] = []
        for try await piece in try FileBytes(path: list) { bytes += piece }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// A time before a comma, and the text after it; or the text alone.
    private static func scan(_ line: String) -> [String: JSON] {
        if let comma = line.firstIndex(of: ",") {
            let time = line[..<comma]
            let isTime = time.utf8.count >= 16 && time.utf8.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
            if isTime, time.contains("T") {
                return ["time": .string(String(time)), "text": .string(String(line[line.index(after: comma)...]))]
            }
        }
        return ["text": .string(line)]
    }

    private func send(_ scans: [JSON], _ session: Session) async throws {
        guard !scans.isEmpty else { throw ToolError("The list is empty.", "list.invalid") }
        let bar = ProgressBar("Receiving")
        var counts: [String: Int64] = [:]
        var telling: [JSON] = []
        for start in stride(from: 0, to: scans.count, by: Self.portion) {
            let part = Array(scans[start...].prefix(Self.portion))
            let call = try APICall(.post, shipment.path + ["scans"]).sending(.object(["scans": .array(part)]))
                .typing("shipment", shipment.shipment)
            let body = try await session.answer(to: call).body
            if session.printsJSON { try session.output.print(json: body) }
            let answer = try JSONText.decode(JSON.self, from: body)
            for scan in answer.scans.asArray {
                let verdict = scan.verdict.asText ?? ""
                counts[verdict, default: 0] += 1
                if verdict != "expected" { telling.append(scan) }
            }
            bar.show(
                fraction: Double(start + part.count) / Double(scans.count), rows: Int64(start + part.count))
        }
        bar.clear()
        guard !session.printsJSON else { return }
        if !telling.isEmpty { try session.output.print(ShipmentCard.table(ofScans: telling)) }
        let named = counts.sorted { $0.key < $1.key }.map {
            "\(Numbers.grouped($0.value)) \(ShipmentCard.words($0.key))"
        }
        try session.output.print(["", named.joined(separator: ", ")])
    }
}
