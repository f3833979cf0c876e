import IdentifierTables
import Identifiers
package import Labels
import Registry

/// Labels to be drawn one after the other: those of units given by name, or of a batch out of its rule.
package struct LabelRun: Sendable {
    package let order: LabelOrder
    /// How many labels there will be, copies not counted.
    package var count: Int64 { units.map { Int64($0.count) } ?? numbered?.sequences.length ?? 0 }

    private let common: LabelFields
    private let units: [UnitLabel]?
    private let numbered: SerialRun?
    private let link: @Sendable (String) -> String
    /// Nil where the layout does not ask for it, or the maker has no key that signs.
    var signing: Signing?
    /// It is made only for a layout that names it.
    private let namesDigitalLink: Bool

    /// Signs the numbers of a unit.
    struct Signing: Sendable {
        let signer: LabelSigner
        /// By its slug.
        let maker: String
        /// The web address of a unit; nil where the registry has none.
        let page: @Sendable (String) -> String?

        /// The link to a unit with the maker's signature: the Digital Link, or, where there is none, the address of its page.
        func link(_ fields: LabelFields, _ serial: String) -> String? {
            var link: (text: String, model: LabelSignature.Model)?
            if let digital = fields["digitalLink"], let gtin = fields["gtin"] {
                link = (digital, .gtin(gtin))
            } else if let page = page(serial), let number = fields["model"] {
                link = (page, .number(number, maker: maker))
            }
            guard let link, let signature = signer.signature(link.model, serial: serial) else { return nil }
            return "\(link.text)?\(LabelSignature.parameter)=\(signature.text)"
        }
    }

    /// What differs from one unit's label to another's.
    struct UnitLabel: Sendable {
        var serial: String
        var batch: String?
        var made: String?
    }

    init(_ order: LabelOrder, common: LabelFields, units: [UnitLabel], link: @escaping @Sendable (String) -> String) {
        self.order = order
        self.common = common
        self.units = units
        self.numbered = nil
        self.link = link
        namesDigitalLink = order.layout.fields.contains { ["digitalLink", "signedLink"].contains($0) }
    }

    init(_ order: LabelOrder, common: LabelFields, batch: SerialRun, link: @escaping @Sendable (String) -> String) {
        self.order = order
        self.common = common
        self.units = nil
        self.numbered = batch
        self.link = link
        namesDigitalLink = order.layout.fields.contains { ["digitalLink", "signedLink"].contains($0) }
    }

    /// The fields of a label, by its place from 0.
    func fields(of index: Int64) throws -> LabelFields {
        var fields: LabelFields = common
        if let units {
            let unit: UnitLabel = units[Int(index)]
            fields["serial"] = unit.serial
            fields["batch"] = unit.batch
            fields["made"] = unit.made
        } else if let numbered {
            fields["serial"] = try numbered.writer.text(of: numbered.sequences.lowerBound + index)
        }
        let serial: String = fields["serial"] ?? ""
        fields["link"] = link(serial)
        if namesDigitalLink, let gtin = fields["gtin"] {
            fields["digitalLink"] = Self.digitalLink(gtin: gtin, serial)
        }
        fields["signedLink"] = signing?.link(fields, serial)
        return fields
    }

    /// The canonical GS1 Digital Link of a unit; nil where its serial number is none by GS1's rules.
    private static func digitalLink(gtin: String, _ serial: String) -> String? {
        let value: String = serial.replacing("(", with: #"\("#)
        guard let message = try? GS1Message(bracketed: "(01)\(gtin)(21)\(value)", dictionary: .builtIn),
            message.violations(by: .builtIn).isEmpty
        else { return nil }
        return try? DigitalLink(message, dictionary: .builtIn).text
    }

    /// Begins to draw. One task at a time draws.
    package func begin() throws -> LabelPrinter { try LabelPrinter(self) }
}

/// Draws the labels of a run piece by piece: no more than one piece is in memory.
package final class LabelPrinter {
    private let run: LabelRun
    private let maker: LabelMaker
    private var document: PDFWriter?
    private let taken = Taken()
    private var next: Int64 = 0
    /// How many labels have been drawn.
    package var drawn: Int64 { next }
    package private(set) var isFinished = false

    private final class Taken {
        var bytes: [UInt8] = []
    }

    fileprivate init(_ run: LabelRun) throws {
        self.run = run
        let order: LabelOrder = run.order
        maker = LabelMaker(order.layout, size: order.labelSize, resolution: order.resolution)
        if order.format == .pdf {
            document = try PDFWriter(
                maker, sheet: order.sheet, start: order.start, hasCutMarks: order.hasCutMarks
            ) { [taken] in taken.bytes.append(contentsOf: $0) }
        }
    }

    /// The next labels, or the end of the document.
    ///
    /// - Throws: What ``LabelMaker`` says of a label.
    package func piece(labels most: Int = 20) throws -> [UInt8] {
        let end: Int64 = min(run.count, next + Int64(most))
        while next < end {
            try add(run.fields(of: next))
            next += 1
        }
        if next == run.count {
            try document?.finish()
            isFinished = true
        }
        defer { taken.bytes = [] }
        return taken.bytes
    }

    private func add(_ fields: LabelFields) throws {
        let copies: Int = run.order.copies
        switch run.order.format {
        case .svg: taken.bytes += Array(try maker.svg(of: fields).utf8)
        case .png: taken.bytes += try maker.png(of: fields)
        case .zpl: taken.bytes += try maker.zpl(of: fields, copies: copies)
        case .pdf: for _ in 0..<copies { try document?.add(fields) }
        }
    }

    /// Draws the first label and the last, to see whether they can be, and forgets them.
    package static func check(_ run: LabelRun) throws {
        let order: LabelOrder = run.order
        let maker = LabelMaker(order.layout, size: order.labelSize, resolution: order.resolution)
        let document: PDFWriter? =
            order.format == .pdf ? try PDFWriter(maker, sheet: order.sheet, start: order.start) { _ in } : nil
        for index in Set([0, run.count - 1]) where index >= 0 {
            let fields: LabelFields = try run.fields(of: index)
            if let document { try document.add(fields) } else { _ = try maker.drawing(of: fields) }
        }
    }
}

extension LabelOrder {
    /// A label that is made for any size is as large as the sheet's.
    var labelSize: LabelSize? {
        if let size { return size }
        guard let sheet, sheet.places > 1 else { return nil }
        let fits: Bool = layout.size.width <= sheet.labelWidth && layout.size.height <= sheet.labelHeight
        return fits ? nil : try? LabelSize(width: sheet.labelWidth, height: sheet.labelHeight)
    }
}
