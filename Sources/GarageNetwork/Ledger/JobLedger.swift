/// What the jobs that cron runs need of the database: to be alone, and to remember when they succeeded.
package protocol JobLedger: Sendable {}
