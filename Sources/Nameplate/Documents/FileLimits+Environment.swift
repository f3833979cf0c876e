import FoundationEssentials
package import Registry

extension FileLimits {
    /// What the environment says in megabytes: `NAMEPLATE_FILE_MB` of one file, `NAMEPLATE_FILES_MB` of a manufacturer.
    /// What is no number that may be, is as if it were not said.
    package static var ofEnvironment: FileLimits {
        let environment = ProcessInfo.processInfo.environment
        func bytes(_ name: String, most: Int64) -> Int64? {
            guard let number = environment[name].flatMap({ Int64($0) }), number > 0 else { return nil }
            let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: 1_000_000)
            return isTooLarge ? most : min(bytes, most)
        }
        return FileLimits(
            file: bytes("NAMEPLATE_FILE_MB", most: largestFile) ?? standard.file,
            manufacturer: bytes("NAMEPLATE_FILES_MB", most: .max / 2) ?? standard.manufacturer)
    }
}
