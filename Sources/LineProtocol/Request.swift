/// One request: `@tag MATCH at=48.85,2.35 within=20km`.
package struct Request: Equatable, Sendable {
    /// Echoed on every line of the reply.
    package let tag: String?
    /// In capitals, however it was typed.
    package let verb: String
    package let arguments: [Argument]

    package struct Argument: Equatable, Sendable {
        package let name: String
        package let value: String
        /// Where the value starts, counted in characters from 1.
        package let column: Int

        package init(name: String, value: String, column: Int) {
            self.name = name
            self.value = value
            self.column = column
        }
    }

    package init(tag: String? = nil, verb: String, arguments: [Argument] = []) {
        self.tag = tag
        self.verb = verb
        self.arguments = arguments
    }

    package func argument(_ name: String) -> Argument? { arguments.first { $0.name == name } }
}
