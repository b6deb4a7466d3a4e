/// The texts of messages: the files beside this one, compiled into the binary.
///
/// `NAME.LANGUAGE.txt` begins with a line `Subject: …` and an empty one; the rest is the message,
/// in Mustache. A file of the same name in the folder `notifications.templates` takes its place.
package enum Templates {
    /// One text.
    package struct File: Sendable {
        package let name: String
        /// `fr` or `en`.
        package let language: String
        package let text: String

        init(_ name: String, _ language: String, _ bytes: [UInt8]) {
            self.name = name
            self.language = language
            text = String(decoding: bytes, as: UTF8.self)
        }
    }

    package static let all: [File] = [
        File("proposed", "fr", PackageResources.proposed_fr_txt),
        File("proposed", "en", PackageResources.proposed_en_txt),
        File("reminded", "fr", PackageResources.reminded_fr_txt),
        File("reminded", "en", PackageResources.reminded_en_txt),
        File("retention", "fr", PackageResources.retention_fr_txt),
        File("retention", "en", PackageResources.retention_en_txt),
        File("unplaced", "fr", PackageResources.unplaced_fr_txt),
        File("unplaced", "en", PackageResources.unplaced_en_txt),
        File("digest-garage", "fr", PackageResources.digest_garage_fr_txt),
        File("digest-garage", "en", PackageResources.digest_garage_en_txt),
        File("digest-prescriber", "fr", PackageResources.digest_prescriber_fr_txt),
        File("digest-prescriber", "en", PackageResources.digest_prescriber_en_txt),
        File("digest-manager", "fr", PackageResources.digest_manager_fr_txt),
        File("digest-manager", "en", PackageResources.digest_manager_en_txt),
    ]
}
