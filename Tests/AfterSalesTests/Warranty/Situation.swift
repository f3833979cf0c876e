import AfterSales
import Foundation
import Identifiers
import Registry
import Testing

/// One situation of `situations.txt`: a life, what is promised, and what is true on some days.
struct Situation: CustomTestStringConvertible {
    struct Day {
        var asOf: CivilDate
        var state: CoverVerdict.State
        var until: CivilDate?
        var codes: [String]
        var words: [String]
    }
    var name: String
    var terms: [CandidateTerm] = []
    var facts = UnitLife()
    var extensions: [CoverExtension] = []
    var days: [Day] = []

    var testDescription: String { name }

    struct Unreadable: Error {
        var line: String
    }

    static func text(_ file: String) throws -> String {
        try String(
            contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(file),
            encoding: .utf8)
    }

    static func all() throws -> [Situation] {
        let terms = Dictionary(
            uniqueKeysWithValues: try WarrantyTerm.parse(document: text("terms.json")).map {
                ("\($0.name)@\($0.version)", $0)
            })
        var situations: [Situation] = []
        for line in try text("situations.txt").split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("== ") {
                situations.append(Situation(name: String(line.dropFirst(3))))
            } else {
                do {
                    try situations[situations.count - 1].read(line, terms)
                } catch {
                    throw Unreadable(line: "\(situations.last?.name ?? ""): \(line): \(error)")
                }
            }
        }
        return situations
    }

    private mutating func read(_ line: Substring, _ terms: [String: WarrantyTerm]) throws {
        let words = line.split(separator: " ").map(String.init)
        let rest = Array(words.dropFirst())
        switch words[0] {
        case "terms":
            self.terms = try rest.map { word in
                let name = word.trimmingCharacters(in: CharacterSet(charactersIn: "?!"))
                guard let term = terms[name.contains("@") ? name : "\(name)@1"] else {
                    throw Unreadable(line: name)
                }
                return CandidateTerm(term, applies: word.hasSuffix("?") ? nil : !word.hasSuffix("!"))
            }
        case "on": days.append(try day(line))
        case "extended", "goodwill": extensions.append(try more(words))
        default: try read(fact: words[0], rest)
        }
    }

    private mutating func read(fact word: String, _ rest: [String]) throws {
        switch word {
        case "made": facts.produced = try CivilDate(parsing: rest[0])
        case "sold": facts.sale = try fact(rest[0])
        case "delivered": facts.delivery = try fact(rest[0])
        case "installed": facts.installation = try fact(rest[0])
        case "registered": facts.registration = try fact(rest[0])
        case "market": facts.market = rest[0]
        case "owner": facts.ownerChanges.append(try fact(rest[0]))
        case "back": facts.inStock.append(try time(rest[0]))
        case "repair": facts.repairs.append(try time(rest[0]))
        case "stolen": facts.thefts.append(try time(rest[0]))
        case "reading":
            guard let meter = UsageLimit.Meter(rawValue: rest[1]), let value = Int64(rest[0]) else {
                throw Unreadable(line: rest[1])
            }
            facts.readings.append(.init(meter, value, on: try CivilDate(parsing: rest[2])))
        case "destroyed": facts.end = .init(.destroyed, try fact(rest[0]))
        case "decommissioned": facts.end = .init(.decommissioned, try fact(rest[0]))
        case "exchanged": facts.replacedBy = .init(for: rest[0], try fact(rest[1]))
        case "replaces":
            let until = rest.count > 3 ? try CivilDate(parsing: rest[3]) : nil
            let line = CoverLine(
                source: .term(name: "original", version: 1), kinds: Coverage.Kind.allCases,
                state: until == nil ? .notCovered : .covered, until: until, reasons: [])
            facts.replacement = .init(of: rest[0], try fact(rest[1]), covers: [line])
        case "used":
            facts.usedParts.append(.init(rest[0], serial: rest[1], outOf: rest[3], try fact(rest[4])))
        case "inside": facts.origin = .init(in: rest[0], sale: try fact(rest[2]))
        default: throw Unreadable(line: word)
        }
    }

    /// `extended K-1 12 months after`, `… 2026-07-01`, with `cancelled 2022-06-01`.
    private func more(_ words: [String]) throws -> CoverExtension {
        guard let kind = CoverExtension.Kind(rawValue: words[0]), let count = Int(words[2]) else {
            throw Unreadable(line: words[2])
        }
        let time: CoverLength.Time = words[3] == "days" ? .days(count) : .months(count)
        return CoverExtension(
            kind, words[1], Coverage(Coverage.Kind.allCases, CoverLength(time)),
            words[4] == "after" ? .afterCover : .on(try CivilDate(parsing: words[4])),
            cancelledOn: words.count > 6 ? try CivilDate(parsing: words[6]) : nil)
    }

    private func day(_ line: Substring) throws -> Day {
        let parts = line.split(separator: " because ", maxSplits: 1)
        let words = parts[0].split(separator: " ").map(String.init)
        guard let state = CoverVerdict.State(rawValue: words[2]) else { throw Unreadable(line: words[2]) }
        var (codes, quoted): ([String], [String]) = ([], [])
        for (index, piece) in (parts.count > 1 ? String(parts[1]) : "").components(separatedBy: "\"").enumerated() {
            if index % 2 == 1 { quoted.append(piece) } else { codes += piece.split(separator: " ").map(String.init) }
        }
        return Day(
            asOf: try CivilDate(parsing: words[1]), state: state,
            until: words.count > 4 ? try CivilDate(parsing: words[4]) : nil, codes: codes, words: quoted)
    }

    private func time(_ text: String) throws -> UnitLife.Time {
        let ends = text.components(separatedBy: "..")
        return UnitLife.Time(try fact(ends[0]), ends[1].isEmpty ? nil : try fact(ends[1]))
    }

    /// A day, or a moment with the zone of its place.
    private func fact(_ text: String) throws -> UnitLife.Fact {
        guard text.contains("T") else { return UnitLife.Fact(try CivilDate(parsing: text)) }
        let date = try Date(text, strategy: .iso8601)
        let zone = text.suffix(6)
        guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)) else {
            throw Unreadable(line: text)
        }
        let offset = (hours * 60 + minutes) * (zone.hasPrefix("-") ? -1 : 1)
        return UnitLife.Fact(at: Int64(date.timeIntervalSince1970) * 1_000_000, zoneOffset: offset)
    }
}
