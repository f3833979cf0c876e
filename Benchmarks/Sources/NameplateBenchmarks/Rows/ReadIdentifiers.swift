import CBaselines
import IdentifierTables
import Identifiers

/// Numbers of other schemes on one core: a VIN's check, what it says of the vehicle, and every reading of an unknown
/// text; what reading numbers of fixed length allocates; and a megabyte of rubbish.
enum ReadIdentifiers {
    private static let count = 200_000
    private static let vins = [
        "1C4PJMBXXJD592546", "JHLRS5H96RA000001", "5YJSCBEB7HF000001", "KNDNB5N35R7000001", "3G2SPY1546WB21645",
    ]
    private static let unknown = [
        "ABC-12345-X", "TR2410001207Y", "WD-WCAWZ1567208", "S2ZYJ9BF519232", "1234567", "490154203237518",
        "1C4PJMBXXJD592546", "IMEI: 490154203237518", "4006381333931", "(01)09520471003207(21)TR2410001207Y",
    ]
    private static let readers = Identifier.Reader.all(by: .builtIn)

    static func run(_ setting: Setting) async throws -> [Finding] {
        [
            try await check(setting), try await describe(setting), try await interpret(setting), allocations(),
            try await flood(setting),
        ]
    }

    private static func check(_ setting: Setting) async throws -> Finding {
        let bytes: [UInt8] = (0..<count).flatMap { Array(vins[$0 % vins.count].utf8) }
        func ours() -> Int {
            bytes.withUnsafeBufferPointer { bytes in
                (0..<count).count { index in
                    let vin = VIN(exactly: UnsafeBufferPointer(rebasing: bytes[(index * 17)..<(index * 17 + 17)]))
                    return vin?.hasValidCheckDigit ?? false
                }
            }
        }
        guard ours() == baseline_check_vins(bytes, count) else { throw UnequalWork("The VINs' checks differ.") }
        var sum = 0
        let rounds = try await Rounds.measure(
            setting.rounds,
            [Way(count) { sum += ours() }, Way(count) { sum += baseline_check_vins(bytes, count) }])
        let rate = 1 / rounds.time(of: 0).median
        return Finding(
            "check VINs", target: "10 million/s",
            measured: "\(Figures.rate(rate)); in C \(Figures.rate(1 / rounds.time(of: 1).median))",
            ratio: rounds.ratio(of: 0, to: 1), isMet: rate >= 10_000_000 && sum > 0)
    }

    private static func describe(_ setting: Setting) async throws -> Finding {
        let table = VehicleTable.builtIn
        let parsed: [VIN] = try vins.map { try VIN(parsing: $0) }
        var known = 0
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    for index in 0..<count where table.describe(parsed[index % parsed.count], asOf: 2026).model != nil {
                        known += 1
                    }
                }
            ])
        let rate = 1 / rounds.time(of: 0).median
        return Finding(
            "describe vehicles by VIN", target: "200 thousand/s", measured: Figures.rate(rate),
            isMet: rate >= 200_000 && known > 0)
    }

    private static func interpret(_ setting: Setting) async throws -> Finding {
        var found = 0
        let rounds = try await Rounds.measure(
            setting.rounds,
            [
                Way(count) {
                    for index in 0..<count {
                        found += Identifier.interpretations(of: unknown[index % unknown.count], readers: readers).count
                    }
                }
            ])
        let rate = 1 / rounds.time(of: 0).median
        return Finding(
            "every reading of an unknown text", target: "200 thousand/s", measured: Figures.rate(rate),
            isMet: rate >= 200_000 && found > 0)
    }

    /// Numbers of the schemes of fixed length, as people write them.
    private static let fixed: [(scheme: String, read: @Sendable () -> Bool)] = [
        ("VIN", { (try? VIN(parsing: "1C4PJMBXXJD592546", profile: .us)) != nil }),
        ("IMEI", { (try? IMEI(parsing: "490154203237518")) != nil }),
        ("MEID", { (try? MEID(parsing: "AF0123450ABCDE")) != nil }),
        ("ICCID", { (try? ICCID(parsing: "8944073927867820620")) != nil }),
        ("MAC", { (try? MACAddress(parsing: "00:a0:67:db:17:07")) != nil }),
        ("EUI-64", { (try? EUI64(parsing: "16D39EBC7E452CED")) != nil }),
        ("container", { (try? ContainerNumber(parsing: "CSQU 305438 3")) != nil }),
        ("ship", { (try? ShipNumber(parsing: "IMO 9074729")) != nil }),
        ("ISBN", { (try? ISBN(parsing: "978-3-16-148410-0")) != nil }),
        ("ISSN", { (try? ISSN(parsing: "0378-5955")) != nil }),
        ("tyre", { (try? TireIdentificationNumber(parsing: "4WBDCJMV02816")) != nil }),
        ("Apple", { (try? AppleSerialNumber(parsing: "L01XDFQ5RR82")) != nil }),
        ("Dell", { (try? DellServiceTag(parsing: "H0ZQ68W")) != nil }),
        ("HP", { (try? HPSerialNumber(parsing: "CNK642PH2G")) != nil }),
        ("GE", { (try? GESerialNumber(parsing: "RM544899G")) != nil }),
        ("FD", { (try? FDNumber(parsing: "FD9006 00067")) != nil }),
        ("GTIN", { (try? GTIN(parsing: "4006381333931")) != nil }),
        ("SSCC", { (try? SSCC(parsing: "106141412345678908")) != nil }),
        ("GLN", { (try? GLN(parsing: "0614141000418")) != nil }),
    ]

    /// Memory allocated while a number of every scheme of fixed length is read a thousand times.
    private static func allocations() -> Finding {
        var total: UInt64 = 0
        var isRead = true
        var guilty: [String] = []
        for (scheme, read) in fixed {
            isRead = read() && isRead
            baseline_allocations_begin()
            for _ in 0..<1000 { isRead = read() && isRead }
            let counted: UInt64 = baseline_allocations_end()
            total += counted
            if counted > 0 { guilty.append("\(scheme) \(counted)") }
        }
        return Finding(
            "allocations of \(fixed.count),000 numbers of fixed length", target: "0",
            measured: ([String(total)] + guilty).joined(separator: "; "), isMet: total == 0 && isRead)
    }

    private static func flood(_ setting: Setting) async throws -> Finding {
        let floods: [String] = ["9", "A", "é", "SN: 1 ", "\u{1D}"].map {
            String(repeating: $0, count: 1_000_000 / $0.utf8.count)
        }
        var slowest = 0.0
        for flood in floods {
            let rounds = try await Rounds.measure(
                setting.rounds, [Way(1) { _ = Identifier.interpretations(of: flood, readers: readers) }])
            slowest = max(slowest, rounds.time(of: 0).median)
        }
        return Finding(
            "every reading of 1 MB of rubbish, the slowest kind", target: "< 10 ms", measured: Figures.time(slowest),
            isMet: slowest < 0.01)
    }
}
