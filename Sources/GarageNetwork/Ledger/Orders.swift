package import Geometry

/// A wish to refer one person.
package struct ReferralOrder: Sendable {
    package var organisation: OrganisationID
    /// The caller's own name for this request: the same key again gives the same answer.
    package var key: String
    /// What was asked, in one canonical text: the same key with another text is refused.
    ///
    /// Hashed before it is stored.
    package var canonicalRequest: String
    package var beneficiary: BeneficiaryID
    /// Garage numbers, best first, each with what the person who sent them was told.
    package var candidates: [Candidate]
    /// Why the person's own choice was taken instead of the first three; nil when it was not.
    package var overrideReason: String?
    /// Until when a garage has to answer that says nothing of its own hours.
    package var answerBy: Instant
    /// The instant the referral is made at; nil for the database's own clock.
    package var at: Instant?
    /// Where the wish comes from, which is kept.
    package var origin: Origin?
    /// What was in reach, for whoever finds no garage and is then kept among those who wait; nil
    /// for a free choice, whose refusal says nothing of the others.
    package var search: Search?
    /// The view of the network that the candidates were chosen from: one that lacks something
    /// already committed is answered ``ReferralOutcome/stale``; nil for any.
    package var view: UInt64?
    /// The referral that this one follows: the person is sent on from there; nil for one that
    /// begins anew.
    ///
    /// Refused with ``ReferralOutcome/superseded`` unless that one came to nothing and nothing
    /// follows it yet.
    package var previous: ReferralCode?
    /// How often the person was sent on by itself, this time included; 0 when somebody asked.
    package var attempt = 0

    /// A place made coarse, and how far the person could go.
    package struct Origin: Equatable, Sendable {
        /// Rounded to ``DemandRecord/originStepDegrees``.
        package let position: Coordinate
        package let reachKm: Double

        /// Rounds a position.
        package init(near exact: Coordinate, reachKm: Double) {
            position = exact.coarse
            self.reachKm = reachKm
        }
    }

    /// How many garages were in reach, and why some of them could not take the person.
    package struct Search: Equatable, Sendable {
        package let reachable: Int
        package let full: Int
        package let closed: Int
        package let unsuitable: Int

        package init(reachable: Int, full: Int, closed: Int, unsuitable: Int) {
            self.reachable = reachable
            self.full = full
            self.closed = closed
            self.unsuitable = unsuitable
        }
    }

    package struct Candidate: Equatable, Sendable {
        package var garage: Int64
        /// Its place in the list that MATCH would have shown, from 1.
        package var rank: Int
        package var km: Double
        /// Further than the nearest garage that could take the person.
        package var extraKm: Double
        package var priceKm: Double
        /// Until when this garage has to answer, by the hours of its territory; nil for the
        /// order's.
        package var answerBy: Instant?
        /// When it is reminded if it has not answered by then; nil for never.
        package var remindAt: Instant?

        package init(
            garage: Int64, rank: Int, km: Double, extraKm: Double, priceKm: Double,
            answerBy: Instant? = nil, remindAt: Instant? = nil
        ) {
            self.garage = garage
            self.rank = rank
            self.km = km
            self.extraKm = extraKm
            self.priceKm = priceKm
            self.answerBy = answerBy
            self.remindAt = remindAt
        }
    }

    package init(
        organisation: OrganisationID, key: String, canonicalRequest: String,
        beneficiary: BeneficiaryID, candidates: [Candidate], overrideReason: String?,
        answerBy: Instant, at: Instant?, origin: Origin? = nil, search: Search? = nil,
        view: UInt64? = nil
    ) {
        self.organisation = organisation
        self.key = key
        self.canonicalRequest = canonicalRequest
        self.beneficiary = beneficiary
        self.candidates = candidates
        self.overrideReason = overrideReason
        self.answerBy = answerBy
        self.at = at
        self.origin = origin
        self.search = search
        self.view = view
    }
}

/// How a referral order ended.
package enum ReferralOutcome: Equatable, Sendable {
    case placed(Referral, replayed: Bool)
    /// No candidate has room.
    case full
    /// This person already has a referral that is not finished.
    case openReferral
    /// The key was used for another request.
    case keyReused
    case noSuchBeneficiary
    /// The candidates were chosen without something that somebody else has committed since; what
    /// that was is known now.
    ///
    /// Nothing was done: choose again.
    case stale
    /// The referral that this one was to follow goes on after all, or has a follower already.
    case superseded
}

/// A wish to move a referral on.
package struct StepOrder: Sendable {
    package var code: ReferralCode
    package var step: ReferralEvent
    package var scope: Scope
    package var channel: Channel
    /// One of ``ReasonCode``, or empty where the step needs none.
    package var reason: String
    package var amountCents: Int64?
    package var score: Int?
    /// The day it happened, when that is not today.
    package var on: Day?
    /// The same key again changes nothing and gives the same answer; nil for steps that are safe
    /// to repeat by nature.
    package var key: String?
    package var at: Instant?

    package init(
        code: ReferralCode, step: ReferralEvent, scope: Scope, channel: Channel = .line,
        reason: String = "", amountCents: Int64? = nil, score: Int? = nil, on: Day? = nil,
        key: String? = nil, at: Instant? = nil
    ) {
        self.code = code
        self.step = step
        self.scope = scope
        self.channel = channel
        self.reason = reason
        self.amountCents = amountCents
        self.score = score
        self.on = on
        self.key = key
        self.at = at
    }
}

package enum StepOutcome: Equatable, Sendable {
    case moved(Referral, replayed: Bool)
    case noSuchReferral
    /// The step is not possible from the referral's present state.
    case conflict(ReferralState)
    case keyReused
    /// The step would take a place again that was given back, and the garage's month has none.
    case full
    /// The step would open a referral again whose person was received elsewhere since, or has said
    /// yes to another garage.
    case elsewhere
    /// The day is before the one on which the referral was made, which this is.
    case tooEarly(Day)
}

extension StepOutcome {
    /// How a step ended, without the referral.
    package enum Kind: Equatable, Sendable {
        case moved, replayed, noSuchReferral
        case conflict(ReferralState)
        case keyReused, full, elsewhere
        case tooEarly(Day)
    }

    package var kind: Kind {
        switch self {
        case .moved(_, let replayed): replayed ? .replayed : .moved
        case .noSuchReferral: .noSuchReferral
        case .conflict(let state): .conflict(state)
        case .keyReused: .keyReused
        case .full: .full
        case .elsewhere: .elsewhere
        case .tooEarly(let day): .tooEarly(day)
        }
    }
}

/// A wish to enrol a person.
package struct EnrolmentOrder: Sendable {
    package var organisation: OrganisationID
    package var key: String
    package var canonicalRequest: String
    package var person: Beneficiary
    /// Who they are, where that was given.
    package var identity: Identity?
    /// The version of the information that they were given, where they were.
    package var notice: String?
    /// Who enrols them, for the audit.
    package var actor: AuditActor
    package var at: Instant?

    package init(
        organisation: OrganisationID, key: String, canonicalRequest: String, person: Beneficiary,
        identity: Identity? = nil, notice: String? = nil,
        actor: AuditActor = AuditActor(role: .admin), at: Instant?
    ) {
        self.organisation = organisation
        self.key = key
        self.canonicalRequest = canonicalRequest
        self.person = person
        self.identity = identity
        self.notice = notice
        self.actor = actor
        self.at = at
    }
}

package enum EnrolmentOutcome: Equatable, Sendable {
    case enrolled(BeneficiaryID, replayed: Bool)
    case keyReused
}
