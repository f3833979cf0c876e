import ArgumentParser

/// `nameplate plate`
struct Plate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Draw the printable plate of a unit as SVG: both numbers and a QR code, in true size.",
        discussion: """
            The QR code leads to the unit's page where NAMEPLATE_PUBLIC_ADDRESS (or --public-address of the server) says \
            where that is; else it says both numbers, as 'nameplate lookup' understands them.

            EXAMPLES
              nameplate plate fjordlys FJ-320 TR2410001207Y --output plate.svg
              nameplate plate fjordlys FJ-320 TR2410001207Y --size 60x30 > plate.svg
            """)
    @OptionGroup var unit: UnitArguments
    @Option(help: "Width and height in millimetres (default: 80x40).") var size: String?
    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.", completion: .file())
    var output: String?
    @OptionGroup var registry: RegistryOptions

    func run() async throws {
        try await Session.open(registry) { session in
            let call = APICall(.get, unit.path + ["plate.svg"], query: [("size", size)]).typing("serial", unit.serial)
            let plate = try await session.answer(to: call).body
            // The file is made only once there is something to write.
            try (output.map { try Output(path: $0) } ?? session.output).write(plate)
        }
    }
}
