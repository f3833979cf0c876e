import BarcodeReading
import Hummingbird
import Identifiers
import Nameplate
import Registry

extension Site {
    /// The form.
    func readForm(_ call: Call) async throws -> Response { try respond(ReadPage.form(), to: call) }

    /// What the codes on a photo say: one product without a remark is shown at its own address.
    func read(_ call: Call) async throws -> Response {
        do {
            guard let photo = try await Self.photo(call) else {
                return try respond(ReadPage.form(Notice(.attention, Words.text("photo.choose"))), to: call, status: 422)
            }
            let answer = try await call.registry.read(photo: photo, as: call.principal)
            switch answer.lookup.outcome {
            case .unit(let found) where answer.lookup.notes.isEmpty:
                let serial = found.unit.key.serial.text
                return redirect(to: .unit(found.manufacturer.slug, found.model.number.text, serial))
            case .model(let found) where answer.lookup.notes.isEmpty:
                return redirect(to: .model(found.manufacturer.slug, found.model.number.text))
            case .unit, .model, .choice, .unknown: return try respond(ReadPage(answer, words), to: call)
            }
        } catch let error as PhotoError {
            let notice = Notice(.attention, Words.text("photo.unread"), ErrorText(error))
            return try respond(ReadPage.form(notice), to: call, status: Problem(error).status)
        } catch let error as RegistryError where error.code == .photoBusy {
            var response = try respond(ReadPage.form(.refusal(error)), to: call, status: Problem(error).status)
            response.headers[.retryAfter] = error.retryAfter.map { String($0) }
            return response
        }
    }

    /// The file of the form; nil where none was chosen.
    /// - Throws: `photo.tooLarge`, `server.busy`, `query.invalid`, `body.incomplete`.
    private static func photo(_ call: Call) async throws -> [UInt8]? {
        var bytes: [UInt8] = []
        for try await part in try MultipartBody(call) {
            guard case .piece(let piece) = part else { continue }
            // The reader refuses what is longer.
            guard bytes.count <= BarcodeReader.mostBytes else { break }
            try call.bodyShare?.take(piece.count)
            bytes += piece
        }
        return bytes.isEmpty ? nil : bytes
    }
}

extension ReadPage {
    /// The form alone.
    static func form(_ notice: Notice? = nil) -> ReadPage {
        ReadPage(notice: notice, limit: Numbers.size(Int64(BarcodeReader.mostBytes)))
    }

    init(_ answer: PhotoAnswer, _ words: Words) {
        self.init(
            headline: Words.text("photo.found", count: answer.codes.count),
            lead: Words.text("photo.foundLead"), limit: Numbers.size(Int64(BarcodeReader.mostBytes)))
        self.answer = Answer(answer)
        codes = Codes(
            Words.text("photo.onIt"), width: answer.width, height: answer.height,
            outlines: answer.codes.map { $0.code.corners.map { ($0.x, $0.y) } },
            table: DataTable(
                caption: Words.text("photo.codes"),
                columns: [
                    .init(Words.text("photo.content")), .init(Words.text("photo.number"), isNumber: true),
                    .init(Words.text("word.kind")), .init(Words.text("word.whatItIs")),
                ],
                rows: answer.codes.enumerated().map { place, item in
                    [
                        .init(String(item.code.text.prefix(300))), .init(String(place + 1)),
                        .init(item.code.symbology.name), .init(item.meaning),
                    ]
                }))
    }
}

extension ReadPage.Answer {
    /// What the codes name together.
    init(_ answer: PhotoAnswer) {
        let lookup = answer.lookup
        let all = Link(Words.text("photo.explain"), .lookup(answer.text))
        switch lookup.outcome {
        case .unit(let found):
            self.init(
                Words.text("photo.thisProduct"), choices: [ModelCard(found)], remarks: lookup.notes.map(\.sentence))
        case .model(let found):
            self.init(
                Words.text("photo.thisModel"), choices: [ModelCard(found)], remarks: lookup.notes.map(\.sentence),
                link: lookup.notes.isEmpty ? nil : all)
        case .choice(let units, let models):
            self.init(
                Words.text("photo.which"), choices: units.map { ModelCard($0) } + models.map { ModelCard($0) },
                remarks: lookup.notes.map(\.sentence))
        case .unknown:
            self.init(Words.text("photo.notKnown"), remarks: lookup.notes.map(\.sentence), link: all)
        }
    }
}

extension PhotoAnswer.Code {
    /// The best reading of the content, in a few words.
    fileprivate var meaning: String {
        guard reading.isValid, let scheme = reading.scheme.flatMap(Scheme.init(rawValue:)) else { return "" }
        return scheme.title.prefix(1).uppercased() + scheme.title.dropFirst()
    }
}
