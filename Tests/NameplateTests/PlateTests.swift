import Identifiers
import Labels
import Nameplate
import Registry
import Storage
import TestSupport
import Testing

struct PlateTests {
    private static let address: @Sendable (UnitReference) -> String? = { unit in
        "https://id.example.com/manufacturers/\(unit.manufacturer)/models/\(unit.model)/units/\(unit.serial)"
    }

    @Test func aPlateCarriesBothNumbersAndTheMakersName() async throws {
        let sample = try await SampleRegistry()
        let plate = try await sample.registry.plate(
            of: sample.issuedSerial, model: "FJ-320", of: "fjordlys", as: .administrator)
        for text in [">Fjordlys<", ">FJ-320<", ">\(sample.issuedSerial)<", "M/N FJ-320 S/N \(sample.issuedSerial)"] {
            #expect(plate.contains(text))
        }
        await sample.close()
    }

    @Test(
        .enabled(if: BarcodeTools.isExpected, "rsvg-convert and zbarimg are not installed"), arguments: [true, false])
    func whatAScannerReadsOffThePlateLeadsToTheUnit(_ hasAddress: Bool) async throws {
        let sample = try await SampleRegistry()
        let units = [
            ("fjordlys", "FJ-320", sample.issuedSerial), ("seagate", "ST500LM012 HN", "S2ZYJ9BD408152"),
            ("hgst", "HMS5C4040BLE640", "SHARED-77"),
        ]
        let address: @Sendable (UnitReference) -> String? = { hasAddress ? Self.address($0) : nil }
        for (slug, model, serial) in units {
            let plate = try await sample.registry.plate(
                of: serial, model: model, of: slug, address: address, as: .administrator)
            let read = try #require(try BarcodeTools.read(BarcodeTools.picture(of: plate, dotsPerInch: 203)))
            #expect(read.hasPrefix("https://") == hasAddress)
            let answer = try await sample.registry.lookup(read.replacing(" HN/", with: "%20HN/"), as: .administrator)
            guard case .unit(let found) = answer.outcome else {
                Issue.record("'\(read)' leads to \(answer.outcome)")
                continue
            }
            #expect(found.unit.key.serial.text == serial)
            #expect(found.model.number.text == model)
            #expect(found.manufacturer.slug == slug)
        }
        await sample.close()
    }

    @Test func onlyUnitsThatExistHaveAPlateAndOnlyForWhoMaySeeProduction() async throws {
        let sample = try await SampleRegistry()
        func code(_ serial: String, _ model: String = "FJ-320", as principal: Principal = .administrator) async
            -> String?
        {
            do {
                _ = try await sample.registry.plate(of: serial, model: model, of: "fjordlys", as: principal)
                return nil
            } catch let error as RegistryError {
                return error.code.rawValue
            } catch let error as IdentifierError {
                return error.code.rawValue
            } catch {
                return "\(error)"
            }
        }
        #expect(await code("TR2510000502X") == "unit.unknown")
        #expect(await code("nobody's") == "unit.unknown")
        #expect(await code("") == "identifier.empty")
        #expect(await code("a\u{202E}b") == "identifier.character")
        #expect(await code(sample.issuedSerial, "FJ-999") == "model.unknown")
        for principal in [.stranger, .owner(ID(1)), .staff(.technician, .everyManufacturer)] as [Principal] {
            #expect(await code(sample.issuedSerial, as: principal) == "access.forbidden")
            #expect(await code("nobody's", as: principal) == "access.forbidden")
        }
        #expect(await code(sample.issuedSerial, as: .staff(.support, .everyManufacturer)) == nil)
        let small = await #expect(throws: LabelError.self) {
            try await sample.registry.plate(
                of: sample.issuedSerial, model: "FJ-320", of: "fjordlys", size: try LabelSize(width: 20, height: 15),
                as: .administrator)
        }
        #expect(small?.code == .tooSmall)
        await sample.close()
    }

    @Test func aLayoutMayNameTheDigitalLinkOfAUnit() async throws {
        let sample = try await SampleRegistry()
        let layout = try LabelLayout(parsing: "name \"x\"\nsize 120 x 40\ntext \"{digitalLink}\" size 3-8")
        func label(_ serial: String, _ model: String, of slug: String) async throws -> String {
            let run = try await sample.registry.labels(
                of: [serial], model: model, of: slug, LabelOrder(layout, as: .svg), as: .administrator)
            return String(decoding: try run.begin().piece(), as: UTF8.self)
        }
        let serial = sample.issuedSerial
        #expect(
            try await label(serial, "FJ-320", of: "fjordlys")
                .contains(">https://id.gs1.org/01/09520471003207/21/\(serial)<"))
        let error = await #expect(throws: LabelError.self) {
            try await label("S2ZYJ9BD408152", "ST500LM012 HN", of: "seagate")
        }
        #expect(error?.code == .field)
        await sample.close()
    }
}
