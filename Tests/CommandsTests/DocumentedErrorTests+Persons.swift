import GarageNetwork
import LineProtocol

/// The errors of what is kept of a person beside the way to a garage.
extension DocumentedErrorTests {
    static let ofPersons = outcomes + mobility + eligibility + rights

    static let outcomes: [Row] =
        [
            ("OUTCOME", " months=3 result=training source=person key=k"), ("OUTCOMES", ""),
        ].flatMap { verb, keys in
            [
                Row("\(verb) beneficiary=B9\(keys)", .noSuch),
                Row("\(verb) beneficiary=B1\(keys)", .conflict, .halted),
                Row("\(verb) beneficiary=B1\(keys)", .storeDown, .away),
            ]
        } + [
            Row(
                "OUTCOME beneficiary=B1 months=3 result=training source=person key=used",
                .keyReused, .usedKey),
            Row(
                "OUTCOME beneficiary=B1 months=3 result=training source=person key=k"
                    + " on=2099-01-01", .range),
            Row("IMPACT from=2026-10-02 through=2026-10-31", .range, as: .monitor),
            Row("IMPACT", .storeDown, .away),
        ]

    static let mobility: [Row] = [
        Row("QUESTIONS version=other/2", .noSuch), Row("QUESTIONS", .notReady, .noQuestionnaire),
        Row("QUESTIONS version=other/2", .storeDown, .away),
        Row("\(assess) beneficiary=B9 key=k", .noSuch),
        Row("\(assess) beneficiary=B1 key=k version=other/2", .noSuch),
        Row("\(assess) beneficiary=B1 key=k", .conflict, .halted),
        Row("\(assess) beneficiary=B1 key=used", .keyReused, .usedKey),
        Row("\(assess) beneficiary=B1 key=k on=2099-01-01", .range),
        Row("ASSESS kind=entry answers=\"E1=9\" beneficiary=B1 key=k", .range),
        Row("\(assess) beneficiary=B1 key=k", .notReady, .noQuestionnaire),
        Row("\(assess) beneficiary=B1 key=k", .storeDown, .away),
        Row("ASSESSMENTS beneficiary=B9", .noSuch),
        Row("ASSESSMENTS beneficiary=B1", .storeDown, .away),
        Row("SHEET beneficiary=B9", .noSuch), Row("SHEET beneficiary=B1", .storeDown, .away),
    ]
    private static let assess = "ASSESS kind=entry answers=\"E1=4,E2=3\""

    static let eligibility: [Row] = [
        Row("ELIGIBLE proof=caf-attestation", .missingKey),
        Row("ELIGIBLE proof=caf-attestation proof_on=2099-01-01", .range),
        Row("ELIGIBLE beneficiary=B9 qf=640", .noSuch),
        Row("ELIGIBLE beneficiary=B1 qf=640", .denied, as: .manager),
        Row("ELIGIBLE beneficiary=B1 qf=640", .conflict, .halted),
        Row("ELIGIBLE beneficiary=B1 qf=640", .storeDown, .away),
        Row("RULES rule=nowhere", .noSuch), Row("RULES", .storeDown, .away),
        Row("RULE-SET rule=new", .missingKey), Row("RULE-SET rule=new criterion=rsa", .missingKey),
        Row("RULE-SET rule=new criterion=qf proofs=caf-attestation", .missingKey),
        Row("RULE-SET rule=new criterion=rsa proofs=rsa-attestation ceiling=9", .range),
        Row("RULE-SET rule=qf valid_from=2026-03-02 valid_to=2026-03-01", .range),
        Row("RULE-SET rule=qf criterion=rsa", .conflict),
        Row("RULE-SET rule=qf ceiling=810", .conflict, .contested),
        Row("RULE-SET rule=qf ceiling=810", .storeDown, .away),
    ]

    static let rights: [Row] =
        [
            "BENEFICIARY-FORGET key=k", "BENEFICIARY-FREEZE reason=claim",
            "BENEFICIARY-EXPORT purpose=rights", "REQUEST-ADD kind=erasure",
        ].flatMap {
            [
                Row("\($0) beneficiary=B9", .noSuch),
                Row("\($0) beneficiary=B1", .storeDown, .away),
            ]
        } + [
            Row("BENEFICIARY-FREEZE beneficiary=B1", .missingKey),
            Row("BENEFICIARY-EXPORT beneficiary=B1", .denied, as: .manager),
            Row("REQUEST-ADD beneficiary=B1 kind=access on=2099-01-01", .range),
            Row("REQUEST-ADD beneficiary=B1 kind=access on=2025-11-20", .range),
            Row("REQUESTS", .storeDown, .away),
            Row("REQUEST-CLOSE number=99 outcome=done", .noSuch),
            Row("REQUEST-CLOSE number=1 outcome=done", .conflict, .closedRequest),
            Row("REQUEST-CLOSE number=1 outcome=done", .storeDown, .away),
            Row("RETENTION", .storeDown, .away),
        ]
}
