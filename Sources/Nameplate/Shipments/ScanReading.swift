import Identifiers
import Registry
import Safeguards
import Storage
import SupplyChain

/// What a scanner says, before anybody has looked for it.
package struct ScanEntry: Hashable, Sendable {
    /// What stands on the label.
    package var text: String
    /// Microseconds since 1970 UTC; nil for now.
    package var time: Int64?
    /// The scanner's own number of the scan.
    package var id: String?
    /// How many pieces, where the label is of a model without serial numbers.
    package var quantity: Int64 = 1
    package var isDamaged = false
    /// Why it cannot be read, such as a time that is none.
    package var fault: String?

    package init(_ text: String, at time: Int64? = nil) { (self.text, self.time) = (text, time) }
}

/// Finds what the labels of arriving goods name, many on one snapshot: what is announced at once, all else as a look-up does.
struct ScanReading {
    let manufacturer: Manufacturer
    let shipment: Shipment
    let registry: NameplateRegistry
    let principal: Principal
    let references: ReferenceTableCache.Snapshot
    let reader: any SQLReader

    private typealias Subject = ReceivedScan.Subject

    /// The scans with what they name, and whether that is stolen or recalled.
    func read(_ scans: [Receiving.KeyedScan]) throws -> [Receiving.KeyedScan] {
        let announced = try AnnouncedThings(of: shipment, named: scans.map(\.scan.text), reader)
        let containers = try Models.find(Containers.modelNumber, of: manufacturer.id, reader)?.id
        var read = try scans.map { keyed in
            guard keyed.scan.reason == nil else { return keyed }
            var keyed = keyed
            (keyed.scan.subject, keyed.scan.reason) = try subject(of: keyed.scan.text, announced, containers)
            return keyed
        }
        try flag(&read)
        return read
    }

    private func subject(
        of text: String, _ announced: AnnouncedThings, _ containers: ID<Model>?
    ) throws -> (Subject, String?) {
        if let code = Goods.container(text) {
            guard let containers else { return (.unreadable, "No case or pallet has the SSCC \(code.text).") }
            return (.things([UnitKey(containers, try SerialNumber(parsing: code.text))]), nil)
        }
        if let key = try announced.thing(named: text, reader) { return (.things([key]), nil) }
        return try lookup(text, announced)
    }

    /// What a look-up finds. Of other makers' goods nothing is told.
    private func lookup(_ text: String, _ announced: AnnouncedThings) throws -> (Subject, String?) {
        let clean = CleanText(text, limit: SerialListLimit.line).text
        guard clean.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else { return (.unreadable, nil) }
        var search = LookupSearch(
            catalogue: registry.catalogue, references: references, today: registry.today, principal: principal, reader,
            proposes: false, vain: VainNumbers(most: nil))
        let answer = try search.answer(listed: clean, typed: text, model: nil)
        let reason = answer.notes.first { $0.code != .cleaned }?.sentence
        let isNotIssued =
            isUnissued(answer, search) || (!answer.isFound && announced.haveForm(of: clean))
        let mayTell = !answer.notes.contains { $0.code == .cannotTell }
        switch answer.outcome {
        case .unit(let found) where found.manufacturer.id == manufacturer.id:
            return (.things([found.unit.key]), nil)
        case .choice(let units, _) where units.contains(where: { $0.manufacturer.id == manufacturer.id }):
            return (.things(units.filter { $0.manufacturer.id == manufacturer.id }.map(\.unit.key)), nil)
        case .model(let found) where found.manufacturer.id == manufacturer.id:
            let formats = try registry.catalogue.formats(of: found.model.id, reader)
            if formats.isEmpty, answer.notes.allSatisfy({ !$0.code.isAboutSerial || $0.code == .serialMissing }) {
                return (.pieces(found.model.id, batch: nil), nil)
            }
            return isNotIssued && mayTell ? (.notIssued, reason) : (.unreadable, reason ?? "This names a model alone.")
        case .unit, .choice, .model, .unknown:
            let ownReason = "No unit of \(manufacturer.name) is named by this text."
            return isNotIssued && mayTell ? (.notIssued, ownReason) : (.unreadable, ownReason)
        }
    }

    /// Whether a text has the form of this maker's serial numbers, as far as that tells anything, and none has it.
    private func isUnissued(_ answer: LookupAnswer, _ search: LookupSearch) -> Bool {
        let isOfForm = search.recognised?.members.contains { $0.manufacturer == manufacturer.id } ?? false
        return answer.notes.contains { $0.code == .serialNotIssued || ($0.code == .serialUnknown && isOfForm) }
    }

    /// Marks what is reported stolen, or is to be recalled.
    private func flag(_ scans: inout [Receiving.KeyedScan]) throws {
        let today = registry.today
        let index = try registry.catalogue.campaigns(of: manufacturer.id, on: today, reader)
        let haveReports = try !TheftList.page(
            TheftQuestion(), of: manufacturer.id, at: today.firstMicrosecond, after: nil, limit: 1, reader
        ).isEmpty
        let keys = scans.compactMap { keyed -> UnitKey? in
            if case .things(let keys) = keyed.scan.subject, keys.count == 1 { keys[0] } else { nil }
        }
        let units = try Units.find(keys, reader)
        for place in scans.indices {
            guard case .things(let keys) = scans[place].scan.subject, keys.count == 1, let unit = units[keys[0]]
            else { continue }
            scans[place].scan.isStolen =
                try unit.state.marks.contains(.stolen)
                || (haveReports && !TheftList.open(of: unit, at: today.firstMicrosecond, reader).isEmpty)
            scans[place].scan.isRecalled = try unit.state.marks.contains(.recalled) || isRecalled(unit, index)
        }
    }

    private func isRecalled(_ unit: UnitRow, _ index: CampaignIndex) throws -> Bool {
        guard !index.isEmpty, let model = try registry.catalogue.model(unit.key.model, reader) else { return false }
        let found = FoundUnit(manufacturer: manufacturer, model: model, unit: unit)
        return try NameplateRegistry.campaigns(
            of: found, registry.catalogue, on: registry.today, tellsRemedies: true, reader
        ).contains { !($0.state?.isDone ?? false) }
    }
}

/// What a shipment announces by numbers that stand alone on a label.
private struct AnnouncedThings {
    private var named: [String: UnitKey] = [:]
    private var batches: [ID<Batch>: [ClosedRange<Int64>]] = [:]
    private var formats: [ID<Model>: [ModelFormat]] = [:]

    init(of shipment: Shipment, named texts: [String], _ reader: any SQLReader) throws {
        let serials = Set(texts.compactMap { try? SerialNumber(parsing: $0).key })
        for line in try ShipmentLines.list(of: shipment.number, named: Array(serials), reader) {
            if case .unit(let key) = line.goods { named[key.serial.text] = key }
        }
        for line in try ShipmentLines.withoutSerials(of: shipment.number, reader) {
            guard case .range(let range, let model) = line.goods else { continue }
            batches[range.batch, default: []].append(range.sequences)
            if formats[model] == nil { formats[model] = try SerialFormats.list(of: model, reader) }
        }
    }

    /// Whether a text has the form of the serial numbers of which some are announced.
    func haveForm(of text: String) -> Bool {
        formats.values.contains { $0.contains { $0.format.fits(text) } }
    }

    /// The one unit that is announced with just this serial number.
    func thing(named text: String, _ reader: any SQLReader) throws -> UnitKey? {
        if let key = named[text] { return key }
        guard !formats.isEmpty, let serial = try? SerialNumber(parsing: text) else { return nil }
        for (model, formats) in formats {
            let key = UnitKey(model, serial)
            guard formats.contains(where: { $0.format.fits(text) }),
                let place = try Units.issued(key, formats: formats, reader),
                batches[place.batch.id]?.contains(where: { $0.contains(place.sequence) }) ?? false
            else { continue }
            return key
        }
        return nil
    }
}
