/// All routes of the API, by subject.
package enum Routes {
    static let prefix = "/api/v1"

    package static let api: [Route] = status + lookup + manufacturers + models + formats + issuing + units + events
}
