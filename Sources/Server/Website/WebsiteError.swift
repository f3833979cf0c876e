/// A fault in the files that are compiled into the program; a test finds it before anybody else does.
package struct WebsiteError: Error, Sendable, CustomStringConvertible {
    package enum Code: String, CaseIterable, Sendable {
        case fileMissing = "website.fileMissing"
        case templateMissing = "website.templateMissing"
        case templateInvalid = "website.templateInvalid"
        case forbiddenTag = "website.forbiddenTag"
        case textMissing = "website.textMissing"
        case wordsInvalid = "website.wordsInvalid"
    }

    package let code: Code
    /// The file or template at fault.
    package let file: String
    package let detail: String

    init(_ code: Code, file: String, detail: String = "") {
        self.code = code
        self.file = file
        self.detail = detail
    }

    package var description: String {
        detail.isEmpty ? "\(code.rawValue): \(file)" : "\(code.rawValue): \(file) (\(detail))"
    }
}
