import Identifiers
import Nameplate
import Registry
import Testing

/// E-mails as people write them, with both numbers somewhere among other things. Names and words are invented.
@Suite("Pasted text")
struct PastedMailTests {
    struct Mail: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
    }

    /// `MODEL` and `SERIAL` stand for the two numbers of the refrigerator.
    static let mails = [
        Mail(
            testDescription: "English, labels in sentences, signature with telephone and address",
            text: """
                Hello,

                our fridge has stopped cooling since Monday, 12/02/2025. The model is MODEL and the serial number is
                SERIAL. We bought it on 3 May 2024, order number 302-4471120-99812, at a shop in Sample Street 14.

                Kind regards
                A. Sample
                Phone: +44 20 7946 0018 | Mobile: 07700 900123
                a.sample@example.com
                https://www.example.com/contact?id=88121
                """),
        Mail(
            testDescription: "German, no labels, customer number and IBAN beside",
            text: """
                Sehr geehrte Damen und Herren,
                anbei die Daten von unserem Kühlschrank: MODEL, SERIAL. Kundennummer 4471-220, Rechnung RE2024-00917
                vom 14.03.2024. IBAN DE02 1203 0000 0000 2020 51.
                Mit freundlichen Grüßen
                B. Beispiel, Musterweg 7, 12345 Musterstadt, Tel. 030/1234567
                """),
        Mail(
            testDescription: "German, the words for model and serial in prose before the numbers",
            text: """
                Hallo, welches Modell es ist, weiß ich nicht genau, ich glaube das hier vom Typenschild:
                MODEL
                und die Seriennummer steht innen links, da steht
                SERIAL
                Danke, C. Beispiel (0171 5550123)
                """),
        Mail(
            testDescription: "French, labels and a quoted reply",
            text: """
                Bonjour,
                Voici les informations demandées :
                Modèle : MODEL
                N° de série : SERIAL
                Cordialement, D. Exemple - 06 12 34 56 78

                Le 04/11/2025 à 09:12, SAV <sav@example.fr> a écrit :
                > Merci de nous indiquer le numéro de série (12 à 14 caractères) et le modèle.
                > Dossier n° SAV-2025-11873
                """),
        Mail(
            testDescription: "Spanish, everything on one line",
            text: "Buenas, mi nevera modelo MODEL con número de serie SERIAL no enfría desde el 01-06-2025, "
                + "factura F-2024/1182, tel 600 123 456, gracias"),
        Mail(
            testDescription: "Italian, numbers only in the quoted reply",
            text: """
                Sì, confermo. Il tecnico può venire il 7/11 dalle 14:30.

                ----- Messaggio originale -----
                > Oggetto: Richiesta 2025-88120
                > Matricola SERIAL, modello MODEL
                > CAP 20121 Milano
                """),
        Mail(
            testDescription: "Dutch, serial in lower case and in groups",
            text: """
                Beste, hierbij: modelnummer MODEL
                serienummer: GROUPS
                Ordernr. 9920117, postcode 1012 AB
                """),
        Mail(
            testDescription: "Polish, with a link to the order",
            text: """
                Dzień dobry,
                link do zamówienia: https://sklep.example.pl/zamowienie/20250311-77120?token=9f3a77b2
                Nr seryjny: SERIAL
                Model: MODEL
                tel. 501 234 567
                """),
        Mail(
            testDescription: "Japanese",
            text: "お世話になっております。型番：MODEL 製造番号：SERIAL 電話番号：03-1234-5678 よろしくお願いいたします。"),
        Mail(
            testDescription: "A table pasted from a web shop",
            text: """
                Order\t#100-22319
                Date\t2025-03-11
                Item\tRefrigerator, 320 l, white
                Model\tMODEL
                Serial\tSERIAL
                Price\t649.00 EUR
                """),
        Mail(
            testDescription: "The numbers swapped by the writer",
            text: "Hi, Model: SERIAL / Serial: MODEL. Bought 2024-05-03. Regards, E. (ext. 4417)"),
        Mail(
            testDescription: "Only the serial number, in the midst of noise",
            text: """
                Ticket 558210 / 2025-11-02 / priority 2
                Customer says: beeps 3 times, then stops; the plate reads SERIAL, made in 2025.
                Call back before 17:00 at +1 (555) 010-2299, ext 12.
                """),
        Mail(
            testDescription: "Signature first, numbers last, in a long mail",
            text: """
                From: F. Sample <f.sample@example.org>
                Sent: Tuesday, 4 November 2025 08:14
                To: Service Desk
                Subject: RE: RE: FW: Case 00918827 - cooling

                """
                    + String(
                        repeating: "We had called on 12.10.2025 at 10:15 and again on 13.10.2025, case 00918827.\n",
                        count: 20)
                    + "Finally I found the plate: MODEL SERIAL\nThanks\nF. Sample, Room 2.114, VAT DE123456789\n"),
    ]

    @Test(arguments: mails)
    func bothNumbersAreFoundAmongOtherThings(_ mail: Mail) async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(1207, of: "FJ-320")
            let groups = "\(serial.prefix(4)) \(serial.dropFirst(4).prefix(4)) \(serial.dropFirst(8))".lowercased()
            let text = mail.text.replacing("MODEL", with: "FJ-320").replacing("SERIAL", with: serial)
                .replacing("GROUPS", with: groups)
            for principal in [Principal.stranger, .administrator] {
                let answer = try await shop.look(text, as: principal)
                guard case .unit(let found) = answer.outcome else {
                    Issue.record("\(answer.outcome) \(answer.notes)")
                    continue
                }
                #expect(found.unit.key.serial.text == serial)
                #expect(found.model.number.text == "FJ-320")
            }
        }
    }

    @Test func aMisreadNumberInAMailIsTakenForWhatItIs() async throws {
        try await CopyShop.run { shop in
            let serial = try shop.serial(1207, of: "FJ-320")
            let typed = serial.replacing("12", with: "1Z")
            for mail in Self.mails where !mail.text.contains("GROUPS") && mail.text.contains("MODEL") {
                let text = mail.text.replacing("MODEL", with: "FJ-320").replacing("SERIAL", with: typed)
                let answer = try await shop.look(text)
                #expect(answer.candidates.map(\.serial.text).first == serial, "\(mail): \(answer.notes)")
            }
        }
    }

    @Test func aMailWithoutNumbersOfOursFindsNothing() async throws {
        try await CopyShop.run { shop in
            for mail in Self.mails {
                let text = mail.text.replacing("MODEL", with: "QX-9").replacing("SERIAL", with: "W99X00Q7771")
                    .replacing("GROUPS", with: "w99x 00q7 771")
                guard case .unknown = try await shop.look(text).outcome else {
                    Issue.record("\(mail)")
                    continue
                }
            }
        }
    }
}
