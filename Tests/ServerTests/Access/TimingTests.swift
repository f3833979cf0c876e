import Foundation
import HTTPTypes
import Hummingbird
import Identifiers
import NIOCore
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

@testable import Server

/// Private and unknown look the same to a stranger in content, size and time. Every run compares content and size;
/// `NAMEPLATE_TRIAL=full` also the time, over 10,000 pairs of each kind, interleaved: Welch's |t| stays below 4.5.
struct TimingTests {
    private static let isWhole = ProcessInfo.processInfo.environment["NAMEPLATE_TRIAL"] == "full"
    private static let pairs = isWhole ? 10_000 : 20
    /// 8 in a hundred thousand fair comparisons exceed it; TVLA, Goodwill et al. 2011.
    private static let threshold = 4.5

    @Test func aRegisteredUnitIsReadLikeOneToWhichNothingHappened() async throws {
        try await World.stocked { world in
            var serials: [String] = []
            for sequence in 10..<90 { serials.append(try await world.serial(sequence)) }
            // Every second one has a row, so that neither the numbers nor their places differ.
            for serial in stride(from: 0, to: serials.count, by: 2).map({ serials[$0] }) {
                try await world.ask(
                    "POST", "/api/v1/events",
                    json: """
                        {"manufacturer":"acme","model":"WDX-100/4","serials":["\(serial)"],
                         "eventTime":"2026-04-01T10:00:00+02:00","businessStep":"retail_selling",
                         "disposition":"retail_sold","owner":"Sample Owner"}
                        """)
            }
            for path in ["/api/v1/lookup?text=", "\(World.model)/units/"] {
                try await compare(seed: 1, in: world) { isPrivate, draw in
                    let index = Int(draw % UInt64(serials.count / 2)) * 2 + (isPrivate ? 0 : 1)
                    return path + serials[index]
                }
            }
        }
    }

    @Test func aModelThatIsNotReleasedIsReadLikeNone() async throws {
        try await World.stocked { world in
            for number in 0..<10 {
                try await world.ask(
                    "POST", "/api/v1/manufacturers/acme/models",
                    json: #"{"number":"WDX-2\#(number)0","name":"Next","releasedOn":"2030-01-01"}"#)
            }
            for path in ["/api/v1/lookup?text=%", "/api/v1/manufacturers/acme/models/%/units/TR26000074"] {
                try await compare(seed: 2, in: world) { isPrivate, draw in
                    path.replacing("%", with: "WDX-\(isPrivate ? 2 : 3)\(draw % 10)0")
                }
            }
        }
    }

    @Test func aModelThatIsNotReleasedIsVerifiedLikeNone() async throws {
        try await World.stocked { world in
            for number in 0..<10 {
                try await world.ask(
                    "POST", "/api/v1/manufacturers/acme/models",
                    json: #"{"number":"WDX-2\#(number)0","name":"Next","releasedOn":"2030-01-01"}"#)
            }
            try await compare(seed: 4, in: world, posting: true) { isPrivate, draw in
                #"{"text":"TR26000074","model":"WDX-\#(isPrivate ? 2 : 3)\#(draw % 10)0"}"#
            }
        }
    }

    /// A wrong code takes as long wherever it differs; one that is right is told anyway.
    @Test func aCodeIsComparedInOneTime() async throws {
        try await World.stocked { world in
            let serial = try SerialNumber(parsing: try await world.serial(8))
            let codes = try await world.registry.database.read { reader in
                let maker = try Manufacturers.require("acme", reader)
                let model = try Models.require("WDX-100/4", of: maker, reader)
                let secret = try SecretKeys.list(of: maker.id, reader).first { $0.purpose == .codes }?.secret
                return try KeyedCodes(UnitKey(model.id, serial), of: maker.id, by: #require(secret))
            }
            compareCodes(codes)
        }
    }

    private func compareCodes(_ codes: KeyedCodes) {
        func differing(_ place: Int) -> String {
            var code = Array(codes.label.utf8)
            code[place] = code[place] == UInt8(ascii: "3") ? UInt8(ascii: "4") : UInt8(ascii: "3")
            return String(decoding: code, as: UTF8.self)
        }
        let tried = [differing(0), differing(KeyedCodes.labelLength - 1), codes.label]
        #expect(tried.map { codes.matches($0, .label) } == [false, false, true])
        var samples: [[Double]] = [[], [], []]
        var random = SplitMix64(seed: 5)
        for _ in 0..<Self.pairs {
            let first = Int(random.next() % 3)
            for kind in [first, (first + 1) % 3, (first + 2) % 3] {
                let start = ContinuousClock.now
                for _ in 0..<20 { _ = codes.matches(tried[kind], .label) }
                samples[kind].append(Self.seconds(since: start))
            }
        }
        judge([samples[0], samples[1]], "the first and the last character of a code")
        judge([samples[1], samples[2]], "a wrong and the right code")
    }

    @Test func anAccountIsRefusedLikeNone() async throws {
        try await World.with { world in
            // An account takes ten failures, a network thirty.
            let (accounts, tries) = (Self.isWhole ? 100 : 2, 9)
            for number in 0..<accounts {
                let made = try await world.registry.createAccount("known\(number)", grants: [], as: .administrator)
                _ = try await world.registry.accept(invitation: made.invitation, password: "correct horse battery")
            }
            let responder = NameplateResponder(world.registry, site: try Site(formKey: world.registry.formKey))
            responder.hosts.listen(on: World.port)
            let page = try await Self.signIn(responder, from: "net", nil)
            let token = String(
                try #require(page.text.firstMatch(of: /<main.*?name="token" value="([^"]*)"/.dotMatchesNewlines())).1)
            var samples: [[Double]] = [[], []]
            var random = SplitMix64(seed: 3)
            for turn in 0..<accounts * tries {
                let first = Int(random.next() % 2)
                for kind in [first, 1 - first] {
                    let name = "\(kind == 0 ? "known" : "other")\(turn % accounts)"
                    let form = "token=\(PercentCoding.encode(token))&name=\(name)&password=wrong%20horse%20battery"
                    let start = ContinuousClock.now
                    let answer = try await Self.signIn(responder, from: "net \(turn) \(kind)", form)
                    samples[kind].append(Self.seconds(since: start))
                    #expect(answer.status == 403)
                }
            }
            judge(samples, "sign-in")
        }
    }

    /// Sends the form of the sign-in page, or asks for the page where `form` is nil.
    private static func signIn(
        _ responder: NameplateResponder, from network: String, _ form: String?
    ) async throws -> (status: Int, text: String) {
        var fields: HTTPFields = [.origin: World.origin]
        fields[.contentType] = form == nil ? nil : "application/x-www-form-urlencoded"
        let head = HTTPRequest(
            method: form == nil ? .get : .post, scheme: "http", authority: "127.0.0.1:8080", path: "/sign-in",
            headerFields: fields)
        let response = await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: form ?? ""))), through: .network,
            from: Server.Asker(network: network, isSecure: false))
        let collector = PageCollector()
        try await response.body.write(collector)
        return (response.status.code, String(decoding: collector.bytes, as: UTF8.self))
    }

    // MARK: Comparing

    /// Asks for pairs of a private and an unknown thing, in random order.
    /// - Parameter posting: whether the target is what a verification asks.
    private func compare(
        seed: UInt64, in world: World, posting: Bool = false, _ target: (_ isPrivate: Bool, _ draw: UInt64) -> String
    ) async throws {
        var random = SplitMix64(seed: seed)
        var samples: [[Double]] = [[], []]
        var sizes: [Set<Int>] = [[], []]
        var statuses: Set<Int> = []
        var asked = 0
        for _ in 0..<Self.pairs {
            let draw = random.next() >> 8
            let first = Int(random.next() % 2)
            for kind in [first, 1 - first] {
                let target = target(kind == 0, draw)
                // From another network each time, as none has a budget for so many.
                asked += 1
                let asker = Server.Asker(network: "net \(asked)", isSecure: true)
                let start = ContinuousClock.now
                let exchange =
                    posting
                    ? try await world.send(
                        "POST", "/api/v1/verify", through: .network, [.contentType: "application/json"], from: asker,
                        bytes: Array(target.utf8))
                    : try await world.send("GET", target, through: .network, [:], from: asker)
                samples[kind].append(Self.seconds(since: start))
                // Problems name the request, by a number of any length.
                let id = exchange.status < 400 ? 0 : exchange.headers[HeaderNames.requestID]?.utf8.count ?? 0
                sizes[kind].insert(exchange.body.count - id)
                statuses.insert(exchange.status)
            }
        }
        #expect(sizes[0] == sizes[1] && sizes[0].count == 1, "\(target(true, 0)): \(sizes)")
        #expect(statuses.count == 1, "\(target(true, 0)): \(statuses)")
        judge(samples, target(true, 0))
    }

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// Times beyond the slowest tenth of all tell of the machine, not of the answer.
    private func judge(_ samples: [[Double]], _ what: String) {
        guard Self.isWhole else { return }
        let all = (samples[0] + samples[1]).sorted()
        let limit = all[all.count * 9 / 10]
        let kept = samples.map { $0.filter { $0 <= limit } }
        let t = Self.welch(kept[0], kept[1])
        let means = kept.map { Int($0.reduce(0, +) / Double($0.count) * 1e9) }
        print("\(what): \(means[0]) ns and \(means[1]) ns, t = \(t)")
        #expect(abs(t) < Self.threshold, "\(what): \(means[0]) ns and \(means[1]) ns, t = \(t)")
    }

    /// Welch's t of two samples.
    private static func welch(_ left: [Double], _ right: [Double]) -> Double {
        func moments(_ sample: [Double]) -> (mean: Double, error: Double) {
            let count = Double(sample.count)
            let mean = sample.reduce(0, +) / count
            let variance = sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            return (mean, variance / count)
        }
        let (left, right) = (moments(left), moments(right))
        return (left.mean - right.mean) / (left.error + right.error).squareRoot()
    }
}
