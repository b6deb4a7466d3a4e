/// What persons may ask: their file, its correction, its end; and how long files are kept.
package protocol RightsLedger: Sendable {}
