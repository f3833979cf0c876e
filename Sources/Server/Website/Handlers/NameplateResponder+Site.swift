import Hummingbird
package import Logging
package import Nameplate

extension NameplateResponder {
    /// Answers programs by the API and people by the website.
    package init(
        _ registry: NameplateRegistry, site: Site, publicAddress: PublicAddress? = nil,
        logger: Logger = Logger(label: "nameplate")
    ) {
        self.init(
            registry,
            routes: Routes.all(
                pages: site.inReadersLanguage(
                    site.remembering(site.routes(documenting: Routes.api)) + (site.demo == nil ? [] : [site.eyes]))),
            publicAddress: publicAddress, logger: logger,
            problemPage: { problem, request, caller, door, requestID in
                Words.$current.withValue(site.words(for: request.headers)) {
                    site.page(of: problem, request, caller, door, requestID: requestID)
                }
            })
    }
}
