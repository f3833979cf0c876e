import Hummingbird
import NIOCore
import Nameplate
import Registry

extension Site {
    /// So long a page waits for work that may be short, before it shows how far it is.
    static let patience: Duration = .milliseconds(1_500)

    /// Work that somebody has begun and may leave and come back to.
    var jobRoutes: [Route] {
        [
            Route(
                method: .get, path: "/jobs", permission: .ownAccount,
                summary: "One's work that runs, and what came of it",
                answer: .page("the page"), handle: jobs(_:)),
            Route(
                method: .get, path: "/jobs/{job}", permission: .ownAccount, summary: "How far some work is",
                answer: .page("the page; 303 to its result where that is a page"), handle: job(_:)),
            Route(
                method: .post, path: "/jobs/{job}", permission: .ownAccount, summary: "Cancel work, or forget it",
                request: .form, answer: .page("303 to the list"), handle: changeJob(_:)),
            Route(
                method: .get, path: "/jobs/{job}/file", permission: .ownAccount, summary: "The file that came of it",
                answer: .stream(["*/*"], "the file"), handle: jobFile(_:)),
        ]
    }

    private func jobs(_ call: Call) throws -> Response {
        let all = call.registry.jobs(as: call.principal)
        let page = JobsPage(
            title: Words.text("work.title"), lead: Words.text("work.lead"), cards: all.map { card($0, call) },
            empty: all.isEmpty
                ? EmptyState(Words.text("work.none"), text: Words.text("work.noneText")) : nil,
            isRunning: all.contains(where: \.isRunning))
        return try respond(page, to: call)
    }

    private func job(_ call: Call) throws -> Response {
        let job = try call.registry.job(call.jobID(), as: call.principal)
        // A preview is the page that asks what to do with it.
        if job.kind == .preview, case .done = job.state { return redirect(to: Href(local: job.target) ?? .jobs) }
        return try respond(jobPage(call, job), to: call)
    }

    /// How far some work is, or what came of it.
    func jobPage(_ call: Call, _ job: Job) -> JobsPage {
        JobsPage(
            title: title(job), lead: job.isRunning ? Words.text("work.mayLeave") : nil,
            breadcrumb: Breadcrumb([Link(Words.text("work.title"), .jobs)], here: title(job)),
            cards: [card(job, call)], isRunning: job.isRunning)
    }

    private func changeJob(_ call: Call) async throws -> Response {
        let form = try await Form.read(call)
        let id = try call.jobID()
        guard tokens.requestKey(of: form["token"], for: call.path, as: call.principal) != nil else {
            throw RequestError(.originForeign, Words.text("work.aged"))
        }
        switch form["do"] {
        case "cancel": try call.registry.cancelJob(id, as: call.principal)
        default: try call.registry.forgetJob(id, as: call.principal)
        }
        return redirect(to: .jobs)
    }

    private func jobFile(_ call: Call) throws -> Response {
        guard case .file(let file) = try call.registry.job(call.jobID(), as: call.principal).result else {
            throw RegistryError(.jobUnknown, Words.text("work.noFile"), field: "job")
        }
        let pieces = call.registry.content(of: file)
        let body = ResponseBody(contentLength: file.size) { output in
            for try await piece in pieces { try await output.write(ByteBuffer(bytes: piece)) }
            try await output.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: file.contentType, .contentDisposition: "attachment; filename=\"\(file.name)\"",
            ], body: body)
    }

    // MARK: Words

    private func title(_ job: Job) -> String {
        Words.text("work.\(job.kind.rawValue)", ["what": job.subject])
    }

    private func card(_ job: Job, _ call: Call) -> JobCard {
        let href = Href.job(job.id)
        func form(_ what: String) -> FormCard {
            FormCard(
                href, token: tokens.token(for: href.text, as: call.principal), hidden: [("do", what)],
                submit: Words.text("work.\(what)"))
        }
        let title = Link(title(job), href)
        switch job.state {
        case .running:
            let progress = job.progress
            let thousandths = progress.total.flatMap { total in
                total > 0 ? Int(min(1_000, progress.done * 1_000 / total)) : nil
            }
            var text = Words.text("work.phase.\(progress.phase.rawValue)")
            if progress.items > 0 {
                text = Words.text("work.soFar", ["phase": text, "count": Numbers.grouped(progress.items)])
            }
            return JobCard(
                title: title, badge: Badge(Words.text("work.running")), text: text,
                note: job.timeLeft(at: call.registry.moment).map(timeLeft),
                progress: .init(thousandths: thousandths, label: self.title(job)),
                form: job.isCancellable ? form("cancel") : nil)
        case .done(.file(let file)):
            return JobCard(
                title: title, badge: Badge(Words.text("work.done"), .good),
                text: Words.text("work.file", ["name": file.name, "size": Numbers.size(Int64(file.size))]),
                link: Link(Words.text("work.download"), .jobFile(job.id)), form: form("forget"))
        case .done(.report(let report, _)):
            let goesOn = report.isDryRun || report.errorCount > 0 && !report.leavesOut
            return JobCard(
                title: title, badge: Badge(Words.text("work.done"), .good), text: report.sentence,
                link: goesOn
                    ? Href(local: job.target).map { Link(Words.text("work.goOn"), $0) }
                    : Link(Words.text("work.imports"), .importForm), form: form("forget"))
        case .done(.audit(let report)):
            let counts = [
                "events": Numbers.grouped(report.events), "units": Numbers.grouped(report.units),
                "entries": Numbers.grouped(report.entries),
            ]
            return JobCard(
                title: title,
                badge: report.findings.isEmpty
                    ? Badge(Words.text("work.whole"), .good) : Badge(Words.text("work.differs"), .bad),
                text: ([Words.text("work.audited", counts)] + report.findings).joined(separator: " "),
                form: form("forget"))
        case .ended(let error):
            let isCancelled = error is CancellationError
            let text =
                isCancelled
                ? ErrorText(Words.text("work.nothing")) : ErrorText(Problem(of: error) ?? .serverFailed)
            var card = JobCard(
                title: title,
                badge: Badge(Words.text(isCancelled ? "work.cancelled" : "work.failed"), isCancelled ? .plain : .bad),
                text: text.sentence, form: form("forget"))
            card.particulars = text.particulars
            return card
        }
    }

    /// "about 3 minutes left".
    private func timeLeft(_ microseconds: Int64) -> String {
        let seconds = (microseconds + 999_999) / 1_000_000
        guard seconds >= 60 else { return Words.text("work.secondsLeft", count: max(1, seconds)) }
        return Words.text("work.minutesLeft", count: (seconds + 30) / 60)
    }
}

extension Call {
    fileprivate func jobID() throws -> ID<Job> { ID(Int64(try segment("job")) ?? 0) }
}
