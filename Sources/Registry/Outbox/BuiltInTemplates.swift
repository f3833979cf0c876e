/// The texts that come with the program, in English and German.
enum BuiltInTemplates {
    /// Nil for a topic about which nobody is written to, and for another language.
    static func find(_ topic: NoticeTopic, in language: String) -> (subject: String, body: String)? {
        switch (topic, language) {
        case (.registrationDecided, "en"): ("Your registration: {model} {serial}", registrationEnglish)
        case (.registrationDecided, "de"): ("Ihre Registrierung: {model} {serial}", registrationGerman)
        case (.claimDecided, "en"): ("Your claim {claim}: {model} {serial}", claimEnglish)
        case (.claimDecided, "de"): ("Ihr Garantiefall {claim}: {model} {serial}", claimGerman)
        case (.caseChanged, "en"): ("Your case {case}: {model} {serial}", caseEnglish)
        case (.caseChanged, "de"): ("Ihr Anliegen {case}: {model} {serial}", caseGerman)
        case (.theftChanged, "en"): ("The report {theft}: {model} {serial}", theftEnglish)
        case (.theftChanged, "de"): ("Die Meldung {theft}: {model} {serial}", theftGerman)
        case (.maintenanceDue, "en"): ("{task}: {model} {serial}", maintenanceEnglish)
        case (.maintenanceDue, "de"): ("{task}: {model} {serial}", maintenanceGerman)
        case (.campaignNotice, "en"): ("{title}: {model} {serial}", campaignEnglish)
        case (.campaignNotice, "de"): ("{title}: {model} {serial}", campaignGerman)
        case (.message, "en"), (.message, "de"): ("{subject}", "{text}\n\n{manufacturer}")
        default: nil
        }
    }

    static let languages = ["en", "de"]

    private static let campaignEnglish = """
        {?kind=safetyRecall}Your product {model}, serial number {serial}, is recalled: {title}.
        {?kind=serviceCampaign}We put something right on your product {model}, serial number {serial}: {title}.
        {?kind=upgrade}We make your product {model}, serial number {serial}, better: {title}.
        {?kind=inspection}We would like to look at your product {model}, serial number {serial}: {title}.
        {?doNotUse=true}Do not use it any more.
        {hazard}
        {instructions}
        The number of the campaign is {campaign}.

        {manufacturer}
        """
    private static let campaignGerman = """
        {?kind=safetyRecall}Ihr Gerät {model}, Seriennummer {serial}, ist zurückgerufen: {title}.
        {?kind=serviceCampaign}Wir bringen an Ihrem Gerät {model}, Seriennummer {serial}, etwas in Ordnung: {title}.
        {?kind=upgrade}Wir verbessern Ihr Gerät {model}, Seriennummer {serial}: {title}.
        {?kind=inspection}Wir möchten Ihr Gerät {model}, Seriennummer {serial}, ansehen: {title}.
        {?doNotUse=true}Benutzen Sie es nicht mehr.
        {hazard}
        {instructions}
        Die Nummer der Aktion ist {campaign}.

        {manufacturer}
        """
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
    private static let caseEnglish = """
        There is something new in your case {case} about {model}, serial number {serial}.
        {?state=waitingForCustomer}We have a question. Please answer on the page of the case.
        {?state=waitingForParts}We are waiting for parts.
        {?state=returnApproved}You may send the product back. The number of the return is {case}; the case says how.
        {?state=returned}Your product has arrived.
        {?state=solved}It is solved, as far as we know.
        {?state=closed}It is closed. We would like to know how we did.

        {manufacturer}
        """
    private static let caseGerman = """
        Es gibt Neues zu Ihrem Anliegen {case} zu {model}, Seriennummer {serial}.
        {?state=waitingForCustomer}Wir haben eine Frage. Bitte antworten Sie auf der Seite des Anliegens.
        {?state=waitingForParts}Wir warten auf Teile.
        {?state=returnApproved}Sie können das Gerät einsenden. Die Rücksendenummer ist {case}; wie, steht beim Anliegen.
        {?state=returned}Ihr Gerät ist eingetroffen.
        {?state=solved}Es ist nach unserem Wissen gelöst.
        {?state=closed}Es ist abgeschlossen. Wir wüssten gern, wie zufrieden Sie sind.

        {manufacturer}
        """
    private static let theftEnglish = """
        {?change=report}Your product {model}, serial number {serial}, has been reported stolen or lost by somebody else.
        {?change=report}If that is wrong, say so on the page of the product. Nothing is decided yet.
        {?change=confirm}Your report {theft} about {model}, serial number {serial}, is confirmed.
        {?change=recover}Your report {theft} about {model}, serial number {serial}, is closed: the product is found.
        {?change=withdraw}Your report {theft} about {model}, serial number {serial}, was taken back.
        {?change=message}Somebody writes to you about {model}, serial number {serial}, which you have reported.
        {?change=message}Read and answer it on the page of your report {theft}. Neither of you learns the other's address.
        {?change=answer}There is an answer to what you have written about {model}, serial number {serial}.
        {?change=answer}Read it on the page on which you wrote, with the code that you were given there.

        {manufacturer}
        """
    private static let theftGerman = """
        {?change=report}Ihr Gerät {model}, Seriennummer {serial}, hat jemand anderes als gestohlen oder verloren gemeldet.
        {?change=report}Stimmt das nicht, so sagen Sie es auf der Seite des Geräts. Entschieden ist noch nichts.
        {?change=confirm}Ihre Meldung {theft} zu {model}, Seriennummer {serial}, ist bestätigt.
        {?change=recover}Ihre Meldung {theft} zu {model}, Seriennummer {serial}, ist erledigt: Das Gerät ist gefunden.
        {?change=withdraw}Ihre Meldung {theft} zu {model}, Seriennummer {serial}, wurde zurückgenommen.
        {?change=message}Jemand schreibt Ihnen zu {model}, Seriennummer {serial}, das Sie gemeldet haben.
        {?change=message}Lesen und antworten Sie auf der Seite Ihrer Meldung {theft}. Keiner erfährt die Adresse des anderen.
        {?change=answer}Es gibt eine Antwort auf das, was Sie zu {model}, Seriennummer {serial}, geschrieben haben.
        {?change=answer}Lesen Sie sie auf der Seite, auf der Sie schrieben, mit dem Code, den Sie dort bekamen.

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
