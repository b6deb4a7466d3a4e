import LineProtocol

/// The answers of one connection that are not written yet, in the order of their requests.
///
/// An answer that is ready early waits for those before it. Adding, settling and taking are O(1),
/// amortised.
struct ReplyQueue {
    /// Names one place in the queue.
    struct Ticket: Hashable, Sendable {
        fileprivate let number: Int
    }

    private struct Place {
        let tag: String?
        var answer: Answer?
    }

    private var places: [Place] = []
    /// Where the oldest place is in `places`; those before it are spent.
    private var head = 0
    /// The number of `places[0]`.
    private var firstNumber = 0

    var count: Int { places.count - head }
    var isEmpty: Bool { head == places.count }

    /// Adds a place at the end.
    ///
    /// - Parameters:
    ///   - tag: the request's tag.
    ///   - answer: `nil` where it is not known yet.
    /// - Returns: what to settle it by.
    @discardableResult
    mutating func append(tag: String?, answer: Answer? = nil) -> Ticket {
        places.append(Place(tag: tag, answer: answer))
        return Ticket(number: firstNumber + places.count - 1)
    }

    /// Gives a place its answer; ignored where the place is gone.
    mutating func settle(_ ticket: Ticket, with answer: Answer) {
        let index = ticket.number - firstNumber
        guard index >= head, index < places.count else { return }
        places[index].answer = answer
    }

    /// Takes the oldest place if its answer is known.
    mutating func takeReady() -> (tag: String?, answer: Answer)? {
        guard head < places.count, let answer = places[head].answer else { return nil }
        let tag = places[head].tag
        places[head].answer = nil
        head += 1
        if head == places.count {
            removeSpent()
        } else if head >= 1_024 {
            removeSpent()
        }
        return (tag, answer)
    }

    /// Forgets every place: nothing more will be written.
    mutating func removeAll() {
        head = places.count
        removeSpent()
    }

    private mutating func removeSpent() {
        places.removeFirst(head)
        firstNumber += head
        head = 0
    }
}
