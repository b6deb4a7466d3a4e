import Testing

@testable import garaged

/// Each kind of fault, its place and its words.
@Suite struct ConfigurationFaultTests {
    @Test(
        "one fault, one sentence with its line",
        arguments: [
            (
                "[limits]\nidel = \"300s\"",
                ":2: limits.idel is not a setting; did you mean limits.idle?"
            ),
            (
                "[limits]\nsomething_else = 1",
                ":2: limits.something_else is not a setting; Config/garaged.toml lists all of them."
            ),
            (
                "[limit]\nidle = \"3s\"",
                ":2: limit.idle is not a setting; did you mean limits.idle?"
            ),
            ("colour = 1", ":1: colour is not a setting; Config/garaged.toml lists all of them."),
            (
                "[limits]\n\nidle = 300",
                ":3: limits.idle must be \(aDuration); it is a whole number."
            ),
            (
                "[limits]\nidle = \"300\"",
                ":2: limits.idle must be \(aDuration); it is text."
            ),
            ("limits.idle = \"2d\"", ":1: limits.idle is outside what is allowed: 1s to 1d."),
            ("limits.in_flight = 0", ":1: limits.in_flight is outside what is allowed: 1 to 4096."),
            (
                "limits.in_flight = 1.5",
                ":1: limits.in_flight must be a whole number of requests; it is a decimal number."
            ),
            (
                "limits.line_bytes = \"1GiB\"",
                ":1: limits.line_bytes is outside what is allowed: 1KiB to 64KiB."
            ),
            (
                "alerts.watch = true",
                ":1: alerts.watch must be a number, a probability; it is true or false."
            ),
            ("alerts.act = 1.01", ":1: alerts.act is outside what is allowed: 0.0 to 1.0."),
            (
                "language.default = \"de\"",
                #":1: language.default is outside what is allowed: "fr", "en"."#
            ),
            (
                "matching.detour_cap = \"15 km\"",
                ":1: matching.detour_cap must be \(aDistance); it is text."
            ),
            (
                "matching.default_within = \"50001m\"",
                ":1: matching.default_within is outside what is allowed: 1km to 50km."
            ),
            (
                "listen.tcp = \"7450\"",
                #":1: listen.tcp must be an address, such as "127.0.0.1:7450"; it is text."#
            ),
            (
                "listen.http_behind_proxy = true",
                ":1: listen.http_behind_proxy is not a setting; \(seeTheFile)."
            ),
            (
                "[access.uid_roles]\nwww-data = \"guest\"",
                ":1: access.uid_roles is outside what is allowed: \(theRoles)."
            ),
            (
                "tls.certificate = \"/none/such\"",
                ":1: tls.certificate names a file that cannot be read."
            ),
            (
                "[referral]\nterritories = { \"974\" = \"17:00-08:00\" }",
                ":2: referral.territories cannot be read:"
                    + " 974: '17:00-08:00' closes before it opens."
            ),
            (
                "[referral.territories]\n974 = \"2d\"\nReunion = \"2d\"",
                ":1: referral.territories cannot be read: a postal code begins with 1 to 5 digits."
            ),
            (
                "referral.territories = { 974 = 2 }",
                #":1: referral.territories must be a table, such as"#
                    + #" { "974" = "08:00-17:00 mon-sat 2d +04:00" }; it is a table."#
            ),
            (
                "tls.key = [1]",
                ":1: tls.key must be the path of a file; it is a TOML array."
            ),
        ])
    func oneFault(text: String, message: String) {
        #expect(faults(of: text) == [message])
    }

    @Test("a file that is not there")
    func missingFile() {
        #expect(throws: ConfigurationFaults.self) {
            try Configuration.load(file: "/none/such.toml")
        }
        do {
            _ = try Configuration.load(file: "/none/such.toml")
        } catch {
            #expect(
                error.description == """
                    /none/such.toml: cannot be read: check that it exists, is a file and is \
                    readable to the daemon's user.
                    """)
        }
    }

    @Test("a file that is not TOML: the line of the mistake")
    func notTOML() {
        let messages = faults(of: "[limits]\nidle = \n")
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix(":2: is not valid TOML: ") == true)
    }

    @Test("all faults at once, in the order of the file, then of the flags")
    func allAtOnce() {
        let text = """
            [limits]
            idel = "300s"
            in_flight = 0

            [network]
            band_min = 12
            band_max = "ten"

            [alerts]
            warn = 0.8
            """
        let listen = Configuration.Override(Settings.Listen.tcp, flag: "--listen", text: "here")
        let messages = faults(of: text, overrides: [listen])
        #expect(
            messages == [
                ":2: limits.idel is not a setting; did you mean limits.idle?",
                ":3: limits.in_flight is outside what is allowed: 1 to 4096.",
                ":7: network.band_max must be a whole number of people a month; it is text.",
                #"--listen: listen.tcp must be an address, such as "127.0.0.1:7450"; it is text."#,
                ":6: network.band_min must not be above network.band_max.",
                ":10: alerts.warn must not be above alerts.act.",
            ])
    }

    @Test("a value is never repeated in a message: it may be a password")
    func valuesStaySecret() {
        let messages = faults(of: "[database]\nconninfo = [\"password=s3cret\"]\n")
        #expect(messages.count == 1)
        #expect(!messages.joined().contains("s3cret"))
    }
}

/// Settings that do not go together.
@Suite struct ConfigurationRuleTests {
    @Test(
        "each rule is broken by its smallest case",
        arguments: [
            ("listen.tcp = \"0.0.0.0:7450\"", "is off loopback and needs TLS"),
            ("state.folder = \"\"", "must not be empty"),
            (
                "limits.line_bytes = \"1KiB\"\nlimits.line_bytes_before_auth = \"1025B\"",
                "line_bytes"
            ),
            ("network.band_min = 11", "must not be above network.band_max"),
            ("network.cap_default = 9", "must not be below network.band_max"),
            ("alerts.watch = 0.51", "must not be above alerts.warn"),
            ("alerts.warn = 0.71", "must not be above alerts.act"),
            ("alerts.share_warn = 0.26", "must not be above alerts.share_crit"),
            ("alerts.store_warn = \"300001ms\"", "must not be above alerts.store_crit"),
        ])
    func broken(text: String, words: String) {
        let messages = faults(of: text)
        #expect(messages.count == 1)
        #expect(messages.first?.contains(words) == true, "\(messages)")
    }

    @Test("a certificate without its key, and a key without its certificate")
    func halfOfTLS() {
        let file = ShippedFileTests.path
        #expect(faults(of: "tls.certificate = \"\(file)\"").count == 1)
        #expect(faults(of: "tls.key = \"\(file)\"").count == 1)
        #expect(faults(of: "[tls]\ncertificate = \"\(file)\"\nkey = \"\(file)\"").isEmpty)
    }

    @Test(
        "the rims are allowed",
        arguments: [
            "network.band_min = 10", "network.cap_default = 10", "limits.connections = 1",
            "matching.default_within = \"50km\"", "alerts.watch = 0.5", "alerts.warn = 0.7",
            "alerts.share_warn = 0.25", "alerts.share_crit = 0.1", "alerts.store_warn = \"5min\"",
            "alerts.store_crit = \"30s\"", "alerts.stale_after_days = 1",
            "listen.tcp = \"127.255.0.1:1\"", "listen.tcp = \"none\"",
            "listen.http = \"[::1]:0\"", "listen.http = \"0.0.0.0:80\"",
        ])
    func rim(text: String) {
        #expect(faults(of: text).isEmpty)
    }
}

private let aDistance = #"a distance, such as "800m" or "30km""#
private let aDuration = #"a duration, such as "300s" or "45min""#
private let seeTheFile = "Config/garaged.toml lists all of them"
private let theRoles = #""prescriber", "garage", "manager", "monitor", "admin""#
