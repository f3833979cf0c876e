import Identifiers
import Nameplate
import Registry
import Storage
import SupplyChain

/// Receiving a shipment of 10,000 units whose numbers a scanner has sent as one list, and single scans over HTTP, in a
/// registry of issued units that stand at places.
enum ReceiveShipments {
    private static let listed: Int64 = 10_000
    private static let single: Int64 = 2_000
    private static let unitsPerBatch: Int64 = 100_000
    private static let day: Int64 = 86_400_000_000

    static func run(_ setting: Setting) async throws -> [Finding] {
        setting.directory.removeDatabase("receive.sqlite")
        let sample = try await SampleRegistry(path: setting.directory.path("receive.sqlite"))
        try await prepare(sample)
        var batches: [Batch] = []
        for number in 0..<max(2, Int64(setting.rows) / unitsPerBatch) {
            batches.append(try await issue(number, sample))
        }
        let units = Int64(batches.count) * unitsPerBatch
        try await sample.registry.catchUp()

        var lists = try await shipments(of: listed, count: Int64(setting.rounds) + 1, from: batches[0], sample)
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(Int(listed)) {
                    guard let list = lists.popLast() else { return }
                    try await receive(list, sample)
                }
            ])
        let list = rounds.time(of: 0).median * Double(listed)
        let latencies = try await receiveOverHTTP(
            try await shipments(of: single, count: 1, from: batches[1], sample), sample)
        await sample.registry.close()
        let (half, most) = (latencies.percentile(0.5) ?? 0, latencies.percentile(0.99) ?? 0)
        return [
            Finding(
                "receiving \(listed) scans as one list, of \(units) units", target: "< 2 s",
                measured: Figures.time(list), isMet: list < 2),
            Finding(
                "a scan over HTTP, of \(units) units", target: "p99 < 10 ms",
                measured: "p50 \(Figures.time(half)), p99 \(Figures.time(most))", isMet: most < 0.01),
        ]
    }

    private static func prepare(_ sample: SampleRegistry) async throws {
        _ = try await sample.registry.perform(as: .administrator) { commands in
            for (code, kind) in [("works", LocationKind.plant), ("shop", .shop)] {
                var place = LocationDraft()
                place.kind = kind
                _ = try commands.addLocation(code, place, of: SampleRegistry.slug)
            }
            return try commands.createFormat("WX{seq:9}", of: SampleRegistry.slug, model: SampleRegistry.number)
        }
    }

    /// A batch whose units stand at the works.
    private static func issue(_ number: Int64, _ sample: SampleRegistry) async throws -> Batch {
        try await sample.registry.perform(as: .administrator) { commands in
            let batch = try commands.issue(
                BatchDraft(number: "B-\(number)", count: unitsPerBatch, fields: .init()), of: SampleRegistry.slug,
                model: SampleRegistry.number)
            guard let issued = batch.issue?.sequences else { throw UnequalWork("The batch has no units.") }
            var draft = EventDraft(time: commands.now - 2 * day)
            (draft.businessStep, draft.disposition) = (.storing, .sellableAccessible)
            draft.businessLocation = "works"
            draft.ranges = [EventDraft.SequenceRange(batch: batch.id, sequences: issued)]
            _ = try commands.record(draft, of: batch.manufacturer)
            return batch
        }
    }

    private static func text(of sequence: Int64) -> String {
        let digits = String(sequence)
        return "WX" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    }

    /// Something that is shipped, with the numbers of its units.
    private struct Shipped {
        var number: String
        var texts: [String]
    }

    /// Announces and ships parts of a batch to the shop.
    private static func shipments(
        of units: Int64, count: Int64, from batch: Batch, _ sample: SampleRegistry
    ) async throws -> [Shipped] {
        guard let issued = batch.issue?.sequences, units * count <= Int64(issued.count) else {
            throw UnequalWork("The batch has too few units.")
        }
        var made: [Shipped] = []
        for number in 0..<count {
            let start = issued.lowerBound + number * units
            let sequences = start...(start + units - 1)
            made.append(
                try await sample.registry.perform(as: .administrator) { commands in
                    var order = ShipmentOrder(of: SampleRegistry.slug, from: "works", to: "shop")
                    let range = EventDraft.SequenceRange(batch: batch.id, sequences: sequences)
                    order.goods = [.goods(.range(range, of: sample.model.id))]
                    let said = order
                    let announced = try commands.announceShipment(said).shipment.number.text
                    let time = ZonedTime(microseconds: commands.now - day, offsetMinutes: 0)
                    _ = try commands.ship(announced, of: SampleRegistry.slug, at: time, expecting: nil)
                    return Shipped(number: announced, texts: sequences.map(text))
                })
        }
        return made
    }

    private static func receive(_ shipped: Shipped, _ sample: SampleRegistry) async throws {
        let answer = try await sample.registry.receive(
            shipped.texts.map { ScanEntry($0) }, in: shipped.number, of: SampleRegistry.slug, as: .administrator)
        let right = answer.scans.count { $0.scan.verdict == .expected }
        guard right == shipped.texts.count else { throw UnequalWork("\(right) of \(answer.scans.count) are expected.") }
    }

    /// One scanner, which waits for each answer.
    private static func receiveOverHTTP(_ shipments: [Shipped], _ sample: SampleRegistry) async throws -> Latencies {
        let token = try await Visitor(.warehouse, in: sample.registry).token
        let server = try await RunningServer(sample.registry)
        let clock = ContinuousClock()
        let latencies = Latencies()
        for shipped in shipments {
            for text in shipped.texts {
                let request = HTTPLoad.post(
                    "{\"scans\":[{\"text\":\"\(text)\"}]}",
                    to: "/api/v1/manufacturers/\(SampleRegistry.slug)/shipments/\(shipped.number)/scans", as: token,
                    port: server.port)
                let load = HTTPLoad([request], port: server.port, connections: 1)
                let start = clock.now
                try await load.run()
                latencies.add(clock.now - start)
            }
            let shipment = try await sample.registry.shipment(
                shipped.number, of: SampleRegistry.slug, as: .administrator)
            guard shipment.received == Int64(shipped.texts.count) else {
                throw UnequalWork("\(shipment.received) of \(shipped.texts.count) are received.")
            }
        }
        await server.stop()
        return latencies
    }
}
