import GarageNetwork
import Testing

@testable import garagectl

/// The words of dealers' systems.
@Suite struct StepWordsTests {
    @Test(arguments: [
        ("received", ReferralEvent.receive), ("Reçu", .receive), ("RECUE", .receive),
        ("reçu(e)", .receive), ("accueil", .receive), ("re\u{63}\u{327}u", .receive),
        ("no-show", .noShow), ("no show", .noShow), ("Non venue", .noShow), ("non-venue", .noShow),
        ("RDV non honoré", .noShow), ("file", .completeFile), ("Dossier", .completeFile),
        ("constitution du dossier", .completeFile), ("quoted", .quote), ("Devis", .quote),
        ("quote-accepted", .quoteAccepted), ("devis accepté", .quoteAccepted),
        ("DEVIS ACCEPTE", .quoteAccepted), ("devis refusé", .quoteRefused),
        ("attente financement", .waitForFunds), ("En attente d’un financement", .waitForFunds),
        ("funding_wait", .waitForFunds), ("irréparable", .unrepairable), ("VEI", .unrepairable),
        ("économiquement irréparable", .unrepairable), ("repaired", .repair), ("Réparé", .repair),
        ("réparation faite", .repair), ("not-repaired", .giveUp), ("non réparé", .giveUp),
        ("réparation non faite", .giveUp), ("satisfaction", .answerSatisfaction),
        ("Enquête de satisfaction", .answerSatisfaction),
    ])
    func aStepIsKnown(word: String, event: ReferralEvent) throws {
        #expect(try ImportMapping.none.step(word) == event)
    }

    @Test(arguments: ["", "acceptée", "propose", "decline", "refus", "expired", "rebook", "xyz"])
    func decisionsAndOtherWordsAreNoSteps(word: String) throws {
        let fault = try #require(throws: RowFault.self) { try ImportMapping.none.step(word) }
        #expect(fault.reason.contains("is no step known here"))
    }

    /// A word that stood for two steps would be one of them by chance.
    @Test func everyFactHasItsWordsAndNoWordIsOfTwo() throws {
        for event in ReferralEvent.allCases where event.isFact {
            #expect(try ImportMapping.none.step(event.rawValue) == event)
            #expect(try ImportMapping.none.step(event.frenchLabel.uppercased()) == event)
        }
        for (word, event) in StepWords.events {
            #expect(word == word.folded && event.isFact, "\(word)")
        }
    }

    @Test func everyReasonIsKnownByItsCodeAndItsLabels() throws {
        var words: [String: ReasonCode] = [:]
        for reason in ReasonCode.allCases {
            for word in [reason.rawValue, reason.frenchLabel, reason.englishLabel] {
                #expect(try ImportMapping.none.reason(word.uppercased()) == reason)
                #expect(words[word.folded, default: reason] == reason, "\(word)")
                words[word.folded] = reason
            }
        }
        #expect(throws: RowFault.self) { try ImportMapping.none.reason("parce que") }
    }
}
