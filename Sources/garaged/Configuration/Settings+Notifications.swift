extension Settings {
    static let notifications = Section(
        name: "notifications",
        sentence: "Messages to garages, prescribers and the manager: CONTACT-SET says where.",
        settings: [
            Notifications.enabled, Notifications.from, Notifications.sendmail,
            Notifications.webhookSecretFile, Notifications.plainWebhooks,
            Notifications.linkBase, Notifications.templates, Notifications.tries,
        ])

    enum Notifications {
        static let enabled = Setting(
            "notifications.enabled", .word(among: ["yes", "no"]), default: "yes",
            takesEffect: .atRestart,
            "Whether this daemon sends messages; those of a daemon that does not are kept.")
        static let from = Setting(
            "notifications.from", .text, default: "garaged@localhost", takesEffect: .atRestart,
            "Address that mails come from: one that somebody reads.")
        static let sendmail = Setting(
            "notifications.sendmail", .path(mustExist: false), default: "/usr/sbin/sendmail",
            takesEffect: .atRestart,
            "Program that takes a mail on its standard input, with the flags -t and -i.")
        static let webhookSecretFile = Setting(
            "notifications.webhook_secret_file", .path(mustExist: true), default: nil,
            takesEffect: .atRestart,
            """
            File of at least 16 bytes, better 32, from which every webhook's key is derived, its \
            last line feed left out; empty means no webhooks. All daemons of a network need the \
            same.
            """)
        static let plainWebhooks = Setting(
            "notifications.plain_webhooks", .word(among: ["yes", "no"]), default: "no",
            takesEffect: .atRestart,
            "Whether webhooks may be http:// on other machines: anybody on the way reads them.")
        static let linkBase = Setting(
            "notifications.link_base", .text, default: "", takesEffect: .atRestart,
            """
            What a one-time link begins with, such as "https://garages.example/r/"; empty means \
            messages without links.
            """)
        static let templates = Setting(
            "notifications.templates", .path(mustExist: false), default: nil,
            takesEffect: .atRestart,
            """
            Folder whose texts take the place of those that come with the daemon, such as \
            proposed.fr.txt.
            """)
        static let tries = Setting(
            "notifications.tries", .whole(1...100, unit: "tries"), default: 12,
            takesEffect: .atRestart,
            "How often a message is tried before it is given up; twelve tries take about a day.")
    }
}
