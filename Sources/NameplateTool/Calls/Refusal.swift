import Server

/// A request that the API has refused: its problem document (RFC 9457).
struct Refusal: Error, Sendable {
    private struct Document: Decodable {
        var code: String?
        var title: String?
        var detail: String?
        var field: String?
        var position: Int?
    }
    let status: Int
    let code: String
    let sentence: String
    let field: String?
    /// Where the field's text is wrong, in characters from 0.
    let position: Int?
    /// The problem document as it came.
    let document: [UInt8]
    /// What was typed for the fields of the request, to show where it is wrong.
    let typed: [String: String]

    init(_ head: AnswerHead, _ body: [UInt8], typed: [String: String] = [:]) {
        let problem = try? JSONText.decode(Document.self, from: body)
        status = head.status
        code = problem?.code ?? "server.status\(head.status)"
        let told = problem?.detail ?? problem?.title ?? "The server answered with status \(head.status)."
        sentence = Self.advice(head.status).map { "\(told) \($0)" } ?? told
        field = problem?.field
        position = problem?.position
        document = body
        self.typed = typed
    }

    /// What to do about answers that any server may give.
    private static func advice(_ status: Int) -> String? {
        switch status {
        case 300..<400: "It points elsewhere, where this program does not follow: name the right address with --server."
        case 401: "Have a token made for you, and give it in NAMEPLATE_TOKEN or in the file of --token-file."
        default: nil
        }
    }

    /// A text that this program itself has refused.
    init(_ problem: Problem, in text: String) {
        status = problem.status
        code = problem.code
        sentence = problem.sentence
        field = "text"
        position = problem.position
        document = []
        typed = ["text": text]
    }

    /// The sentence with its code, and under what was typed a caret at the place that is wrong.
    func lines(for terminal: Terminal) -> [String] {
        let sentence = "\(self.sentence.harmless()) [\(code.harmless())]"
        guard let position, let text = field.flatMap({ typed[$0] }), !text.isEmpty else { return [sentence] }
        return [sentence] + Self.caret(under: text, at: position, width: terminal.width ?? 100)
    }

    /// The part of `text` around a position, and a caret under it.
    private static func caret(under text: String, at position: Int, width: Int) -> [String] {
        let room = max(10, width - 4)
        let start = max(0, position - room / 2)
        let shown = text.dropFirst(start).prefix(room)
        let before = String(shown.prefix(max(0, position - start))).harmless().displayWidth
        return ["  " + String(shown).harmless(), "  " + String(repeating: " ", count: before) + "^"]
    }
}
