package import Labels

/// How labels are to be printed.
package struct LabelOrder: Sendable {
    /// What a printer gets, or a page.
    package enum Format: String, CaseIterable, Sendable {
        case svg
        case png
        case pdf
        case zpl

        package var contentType: String {
            switch self {
            case .svg: "image/svg+xml; charset=utf-8"
            case .png: "image/png"
            case .pdf: "application/pdf"
            // ZPL II has no registered media type; this one is what print servers understand.
            case .zpl: "application/octet-stream"
            }
        }

        /// Whether many labels fit into one document.
        package var holdsMany: Bool { self == .pdf || self == .zpl }
    }
    package var layout: LabelLayout
    package var format: Format
    /// Nil for the layout's own, and at most the sheet's.
    package var size: LabelSize?
    package var resolution: PrintResolution
    /// In a PDF, many labels on a page.
    package var sheet: LabelSheet?
    /// At which place of the first sheet to begin, from 1.
    package var start = 1
    package var hasCutMarks = false
    /// How many of each label.
    package var copies = 1
    /// The fields that the layout declares.
    package var fields: [String: String] = [:]

    package init(_ layout: LabelLayout, as format: Format, resolution: PrintResolution = .dpi300) {
        self.layout = layout
        self.format = format
        self.resolution = resolution
    }
}
