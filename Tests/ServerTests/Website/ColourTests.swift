import Foundation
import Testing

@testable import Server

/// WCAG 2.2, success criteria 1.4.3 (text) and 1.4.11 (controls and drawings).
@Suite("Colours")
struct ColourTests {
    enum Scheme: String, CaseIterable, Sendable {
        case light, dark
    }

    static let text: [(String, String)] = [
        ("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper"), ("ink-soft", "surface"),
        ("ink-soft", "sunken"), ("accent", "paper"), ("accent", "surface"), ("accent", "sunken"),
        ("accent-strong", "paper"), ("on-accent", "accent"), ("on-accent", "accent-strong"),
        ("good", "good-ground"), ("attention", "attention-ground"), ("bad", "bad-ground"), ("bad", "surface"),
        ("ink", "good-ground"), ("ink", "attention-ground"), ("ink", "bad-ground"), ("accent", "good-ground"),
        ("accent", "attention-ground"), ("accent", "bad-ground"), ("mark-ink", "mark-ground"),
        ("plate-ink", "plate-top"), ("plate-ink", "plate-bottom"), ("plate-soft", "plate-top"),
        ("plate-soft", "plate-bottom"), ("plate-ink", "plate-slot"), ("ink-soft", "plate-slot"),
    ]

    static let controls: [(String, String)] = [
        ("line-strong", "paper"), ("line-strong", "surface"), ("accent", "paper"), ("mark-line", "mark-ground"),
        ("good", "paper"), ("attention", "paper"), ("bad", "paper"), ("bad", "surface"),
        ("plot-first", "surface"), ("plot-second", "surface"), ("plot-third", "surface"), ("plot-fourth", "surface"),
        ("plot-fifth", "surface"), ("plot-sixth", "surface"), ("plot-muted", "surface"),
    ]

    @Test("Text stands out from its ground by 4.5 to 1", arguments: Scheme.allCases)
    func textContrast(scheme: Scheme) throws {
        let colours = try Self.colours(scheme)
        for (text, ground) in Self.text {
            let contrast = try Self.contrast(colours, text, ground)
            #expect(contrast >= 4.5, "\(text) on \(ground), \(scheme.rawValue): \(contrast)")
        }
    }

    @Test("Edges of controls and drawings stand out by 3 to 1", arguments: Scheme.allCases)
    func controlContrast(scheme: Scheme) throws {
        let colours = try Self.colours(scheme)
        for (edge, ground) in Self.controls {
            let contrast = try Self.contrast(colours, edge, ground)
            #expect(contrast >= 3, "\(edge) on \(ground), \(scheme.rawValue): \(contrast)")
        }
    }

    /// The custom properties that hold a colour as `#rrggbb`; the dark ones are written over the light ones.
    private static func colours(_ scheme: Scheme) throws -> [String: UInt32] {
        let sheet = String(decoding: try #require(try Website().asset(named: "nameplate.css")).bytes, as: UTF8.self)
        let blocks = sheet.split(separator: ":root {", omittingEmptySubsequences: false).dropFirst()
        var colours: [String: UInt32] = [:]
        for block in blocks.prefix(scheme == .light ? 1 : 2) {
            for line in block.prefix(while: { $0 != "}" }).split(separator: "\n") {
                let parts = line.split(separator: ":").map { $0.drop { $0 == " " } }
                guard parts.count == 2, parts[0].hasPrefix("--"), parts[1].hasPrefix("#") else { continue }
                colours[String(parts[0].dropFirst(2))] = UInt32(parts[1].dropFirst().dropLast(), radix: 16)
            }
        }
        return colours
    }

    /// WCAG 2.2, "contrast ratio".
    private static func contrast(_ colours: [String: UInt32], _ first: String, _ second: String) throws -> Double {
        let pair = [luminance(try #require(colours[first])), luminance(try #require(colours[second]))]
        return (max(pair[0], pair[1]) + 0.05) / (min(pair[0], pair[1]) + 0.05)
    }

    /// WCAG 2.2, "relative luminance".
    private static func luminance(_ colour: UInt32) -> Double {
        func channel(_ shift: UInt32) -> Double {
            let value = Double((colour >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }
}
