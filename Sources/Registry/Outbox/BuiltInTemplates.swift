/// The texts that come with the program, in English and German.
enum BuiltInTemplates {
    /// Nil for a topic about which nobody is written to, and for another language.
    static func find(_ topic: NoticeTopic, in language: String) -> (subject: String, body: String)? {
        switch (topic, language) {
        case (.registrationDecided, "en"): ("Your registration: {model} {serial}", registrationEnglish)
        case (.registrationDecided, "de"): ("Ihre Registrierung: {model} {serial}", registrationGerman)
        case (.claimDecided, "en"): ("Your claim {claim}: {model} {serial}", claimEnglish)
        case (.claimDecided, "de"): ("Ihr Garantiefall {claim}: {model} {serial}", claimGerman)
        case (.maintenanceDue, "en"): ("{task}: {model} {serial}", maintenanceEnglish)
        case (.maintenanceDue, "de"): ("{task}: {model} {serial}", maintenanceGerman)
        case (.message, "en"), (.message, "de"): ("{subject}", "{text}\n\n{manufacturer}")
        default: nil
        }
    }

    static let languages = ["en", "de"]

    private static let registrationEnglish = """
        {?decision=valid}The registration of your product {model}, serial number {serial}, is valid.
        {?decision=refused}The registration of your product {model}, serial number {serial}, was refused.
        {?decision=refused}Reason: {reason}

        {manufacturer}
        """
    private static let registrationGerman = """
        {?decision=valid}Die Registrierung Ihres Geräts {model}, Seriennummer {serial}, ist gültig.
        {?decision=refused}Die Registrierung Ihres Geräts {model}, Seriennummer {serial}, wurde abgelehnt.
        {?decision=refused}Grund: {reason}

        {manufacturer}
        """
    private static let claimEnglish = """
        {?decision=approved}Your claim {claim} about {model}, serial number {serial}, was approved.
        {?decision=partlyApproved}Your claim {claim} about {model}, serial number {serial}, was approved in part.
        {?decision=partlyApproved}Reason: {reason}
        {?decision=rejected}Your claim {claim} about {model}, serial number {serial}, was rejected.
        {?decision=rejected}Reason: {reason}

        {manufacturer}
        """
    private static let claimGerman = """
        {?decision=approved}Ihrem Garantiefall {claim} zu {model}, Seriennummer {serial}, wurde stattgegeben.
        {?decision=partlyApproved}Ihrem Garantiefall {claim} zu {model}, Seriennummer {serial}, wurde teilweise stattgegeben.
        {?decision=partlyApproved}Grund: {reason}
        {?decision=rejected}Ihr Garantiefall {claim} zu {model}, Seriennummer {serial}, wurde abgelehnt.
        {?decision=rejected}Grund: {reason}

        {manufacturer}
        """
    private static let maintenanceEnglish = """
        {?state=later}This is due on {day} on your product {model}, serial number {serial}:
        {?state=due}This is due now on your product {model}, serial number {serial}:
        {?state=overdue}This is overdue on your product {model}, serial number {serial}:

        {task}

        {manufacturer}
        """
    private static let maintenanceGerman = """
        {?state=later}Am {day} ist an Ihrem Gerät {model}, Seriennummer {serial}, fällig:
        {?state=due}Jetzt ist an Ihrem Gerät {model}, Seriennummer {serial}, fällig:
        {?state=overdue}Überfällig ist an Ihrem Gerät {model}, Seriennummer {serial}:

        {task}

        {manufacturer}
        """
}
