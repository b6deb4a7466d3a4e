/// What completion knows of the daemon's verbs: their names, their keys, the values of keys that
/// have few.
struct VerbCompletion {
    private let vocabulary: Vocabulary

    init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    /// Typed by a person; those that the subcommands speak for one are left out.
    private static let spoken: Set<String> = [
        "HELP", "AUTH", "QUIT", "HELLO", "CHECK", "IMPORT", "IMPORT-ROW", "IMPORT-COMMIT",
    ]

    private var verbs: [Vocabulary.VerbEntry] {
        vocabulary.verbs.filter { !Self.spoken.contains($0.verb) }
    }

    private var names: [String] { verbs.map { $0.verb.lowercased() } }

    private func keys(_ verb: Vocabulary.VerbEntry) -> [Vocabulary.KeyEntry] {
        verb.keys + vocabulary.universalKeys
    }

    /// Options of this tool for one verb.
    private static let ownOptions = ["LOAD": ["--chart", "--svg", "--limit"]]

    /// `car | transit | bike`: the words, when a key takes one of a few.
    static func choices(_ notation: String) -> [String] {
        let words = notation.split(separator: " | ", omittingEmptySubsequences: false)
        let areWords = words.allSatisfy { word in
            !word.isEmpty && word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
        }
        return words.count > 1 && areWords ? words.map(String.init) : []
    }

    private static let valueOptions = "--socket|--connect|--token|--timeout|--lang"

    /// `verb:key` and its words, for the keys that have some.
    private func choiceCases(_ line: (String, String) -> String) -> [String] {
        verbs.flatMap { verb in
            keys(verb).compactMap { key in
                let words = Self.choices(key.notation)
                if words.isEmpty { return nil }
                return line("\(verb.verb.lowercased()):\(key.name)", words.joined(separator: " "))
            }
        }
    }

    private func keyCases(_ line: (String, String) -> String) -> [String] {
        verbs.map { verb in
            let offers = keys(verb).map { "\($0.name)=" } + (Self.ownOptions[verb.verb] ?? [])
            return line(verb.verb.lowercased(), offers.joined(separator: " "))
        }
    }

    /// Bash splits words at `=`: the key, the sign and the value are words of their own.
    var bash: String {
        """

        __garagectl_verbs() {
            local current="${COMP_WORDS[COMP_CWORD]}" verb="" index keys="" values="" key=""
            for ((index = 1; index < COMP_CWORD; index++)); do
                case "${COMP_WORDS[index]}" in
                    \(Self.valueOptions)) index=$((index + 1)) ;;
                    -*) ;;
                    *) verb="${COMP_WORDS[index],,}"; break ;;
                esac
            done
            case "${verb}" in
                "") _garagectl "${@}"
                    COMPREPLY+=($(compgen -W "\(names.joined(separator: " "))" -- "${current,,}"))
                    return ;;
                help) COMPREPLY=($(compgen -W "\(names.joined(separator: " "))" -- "${current,,}"))
                    return ;;
        \(keyCases { "        \($0)) keys=\"\($1)\" ;;" }.joined(separator: "\n"))
                *) _garagectl "${@}"; return ;;
            esac
            if [[ "${COMP_WORDS[COMP_CWORD - 1]}" == "--svg" ]]; then
                COMPREPLY=($(compgen -f -- "${current}"))
                return
            fi
            if [[ "${current}" == "=" ]]; then
                key="${COMP_WORDS[COMP_CWORD - 1]}"; current=""
            elif [[ "${COMP_WORDS[COMP_CWORD - 1]}" == "=" ]]; then
                key="${COMP_WORDS[COMP_CWORD - 2]}"
            fi
            if [[ -z "${key}" ]]; then
                compopt -o nospace
                COMPREPLY=($(compgen -W "${keys} --json --csv --quiet" -- "${current}"))
                return
            fi
            case "${verb}:${key}" in
        \(choiceCases { "        \($0)) values=\"\($1)\" ;;" }.joined(separator: "\n"))
            esac
            COMPREPLY=($(compgen -W "${values}" -- "${current}"))
        }

        complete -o filenames -F __garagectl_verbs garagectl
        """
    }

    var zsh: String {
        """

        __garagectl_verbs() {
            local verb="" index
            local -a keys values
            for ((index = 2; index < CURRENT; index++)); do
                case "${words[index]}" in
                    \(Self.valueOptions)) ((index++)) ;;
                    -*) ;;
                    *) verb="${(L)words[index]}"; break ;;
                esac
            done
            case "${verb}" in
                "") compadd -- \(names.joined(separator: " ")); _garagectl "${@}"; return ;;
                help) compadd -- \(names.joined(separator: " ")); return ;;
        \(keyCases { "        \($0)) keys=(\($1)) ;;" }.joined(separator: "\n"))
                *) _garagectl "${@}"; return ;;
            esac
            if [[ "${words[CURRENT-1]}" == "--svg" ]]; then
                _files
                return
            fi
            if [[ "${PREFIX}" != *=* ]]; then
                compadd -S '' -- "${keys[@]}"
                return
            fi
            case "${verb}:${PREFIX%%=*}" in
        \(choiceCases { "        \($0)) values=(\($1)) ;;" }.joined(separator: "\n"))
            esac
            compset -P '*='
            compadd -- "${values[@]}"
        }

        if [[ "${funcstack[1]}" = _garagectl ]]; then
            __garagectl_verbs "${@}"
        else
            compdef __garagectl_verbs garagectl
        fi
        """
    }

    var fish: String {
        let function = """

            function __garagectl_verb_is -a expected
                set -l verb
                set -l skips 0
                for word in (commandline -opc)[2..]
                    if test $skips = 1
                        set skips 0
                        continue
                    end
                    switch $word
                        case \(Self.valueOptions.split(separator: "|").joined(separator: " "))
                            set skips 1
                        case '-*'
                        case '*'
                            set verb (string lower -- $word)
                            break
                    end
                end
                test "$verb" = "$expected"
            end

            """
        let verbLines = verbs.map { verb in
            Self.fishLine("", verb.verb.lowercased(), verb.summary)
        }
        let helpLines = names.map { Self.fishLine("help", $0, "") }
        let keyLines = verbs.flatMap { verb in
            keys(verb).flatMap { key in
                let words = Self.choices(key.notation)
                let offers = words.isEmpty ? [""] : words
                return offers.map {
                    Self.fishLine(verb.verb.lowercased(), "\(key.name)=\($0)", key.meaning)
                }
            }
        }
        return function + (verbLines + helpLines + keyLines).joined(separator: "\n")
    }

    private static func fishLine(_ verb: String, _ offer: String, _ meaning: String) -> String {
        let quoted = meaning.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: "\\'")
        return "complete -c garagectl -n '__garagectl_verb_is \"\(verb)\"' -f -a '\(offer)'"
            + (quoted.isEmpty ? "" : " -d '\(quoted)'")
    }
}
