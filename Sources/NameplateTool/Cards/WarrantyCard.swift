import Server
import Synchronization

/// A unit's cover: the verdict, and every promise with what became of it.
enum WarrantyCard {
    static func lines(_ answer: JSON, for terminal: Terminal) -> [String] {
        var card = Card()
        let name = [answer.manufacturer.name.asText, answer.model.number.asText].compactMap(\.self)
        card.title("\(name.joined(separator: " "))  S/N \(answer.serial.asText ?? "")")
        card.field("Cover", verdict(answer), style(answer.state.asText))
        card.field("As of", answer.asOf.asText)
        for line in answer.covers.asArray {
            let what = line.component.asText ?? "whole unit"
            let kinds = line.covers.asArray.compactMap(\.asText).joined(separator: ", ")
            card.heading("\(line.title.asText ?? line.source.asText ?? ""): \(what), \(kinds)")
            card.field("Verdict", words(line.state.asText), style(line.state.asText))
            card.field("Term", line.source.asText)
            for reason in line.reasons.asArray { card.text("  \(reason.sentence.asText ?? "")") }
        }
        if answer.covers.asArray.isEmpty {
            for sentence in answer.reasons.asArray.compactMap(\.asText) { card.text(sentence) }
        }
        return card.lines(for: terminal)
    }

    static func verdict(_ answer: JSON) -> String {
        let state = words(answer.state.asText)
        return answer.until.asText.map { "\(state), until \($0)" } ?? state
    }

    private static func words(_ state: String?) -> String {
        switch state {
        case "in": "in cover"
        case "out": "not in cover"
        default: "cannot be told"
        }
    }

    private static func style(_ state: String?) -> Style? {
        switch state {
        case "in": .good
        case "out": .bad
        default: .warning
        }
    }
}

/// Prints the cover of a list's entries as they come in.
final class WarrantyLines: Sendable {
    private let session: Session
    private let rest = Mutex<[UInt8]>([])

    init(_ session: Session) { self.session = session }

    /// Takes a piece of the answer, which is a line of JSON for each entry.
    func take(_ piece: [UInt8]) throws {
        let lines = rest.withLock { rest -> [[UInt8]] in
            rest += piece
            guard let end = rest.lastIndex(of: 0x0A) else { return [] }
            defer { rest.removeFirst(end + 1) }
            return rest[..<end].split(separator: 0x0A).map(Array.init)
        }
        for line in lines {
            if line.starts(with: #"{"problem""#.utf8) {
                let problem = try JSONText.decode(JSON.self, from: line).problem
                throw Refusal(AnswerHead(status: 500), try JSONText.encode(problem))
            }
            if session.printsJSON {
                try session.output.write(line + [0x0A])
            } else {
                try session.output.print(Self.row(try JSONText.decode(JSON.self, from: line)))
            }
        }
    }

    private static func row(_ entry: JSON) -> String {
        let text = (entry.text.asText ?? "").harmless().fitted(to: 64).padded(to: 24)
        guard !entry.warranty.isNull else {
            return "\(text)  \((entry.reason.asText ?? entry.verdict.asText ?? "").harmless())"
        }
        let reason = entry.warranty.reasons.asArray.first?.asText ?? ""
        return "\(text)  \(WarrantyCard.verdict(entry.warranty).padded(to: 28))  \(reason)".harmless()
    }
}
