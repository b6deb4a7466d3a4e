/// Where the files of persons are kept: who they are, how they travel.
package protocol PersonLedger: Sendable {}
