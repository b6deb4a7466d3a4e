/// What the referrals of the past say of the network, without a person.
package protocol ReportArchive: Sendable {}
