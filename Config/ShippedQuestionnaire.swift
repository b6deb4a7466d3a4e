/// The questionnaire that comes with the daemon, as it stands in `questionnaire.json`.
package enum ShippedQuestionnaire {
    package static var text: String {
        String(decoding: PackageResources.questionnaire_json, as: UTF8.self)
    }
}
