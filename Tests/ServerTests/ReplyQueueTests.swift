import LineProtocol
import Testing

@testable import Server

@Suite struct ReplyQueueTests {
    @Test("gives answers in the order of the requests, however they come")
    func order() {
        var queue = ReplyQueue()
        let tickets = (0..<4).map { queue.append(tag: String($0)) }
        queue.settle(tickets[2], with: answer(2))
        queue.settle(tickets[1], with: answer(1))
        #expect(queue.takeReady() == nil)
        queue.settle(tickets[0], with: answer(0))
        #expect(taken(&queue) == ["0:0", "1:1", "2:2"])
        #expect(queue.count == 1)
        queue.append(tag: "4", answer: answer(4))
        #expect(queue.takeReady() == nil)
        queue.settle(tickets[3], with: answer(3))
        #expect(taken(&queue) == ["3:3", "4:4"])
        #expect(queue.isEmpty)
    }

    @Test("agrees with a plain list through 100,000 random steps")
    func model() {
        var random = SystemRandomNumberGenerator()
        var queue = ReplyQueue()
        var model: [(ticket: ReplyQueue.Ticket, number: Int, isReady: Bool)] = []
        for number in 0..<100_000 {
            switch Int.random(in: 0..<3, using: &random) {
            case 0: model.append((queue.append(tag: String(number)), number, false))
            case 1:
                guard let index = model.indices.randomElement(using: &random) else { continue }
                queue.settle(model[index].ticket, with: answer(model[index].number))
                model[index].isReady = true
            default:
                var expected: [String] = []
                while let first = model.first, first.isReady {
                    expected.append("\(first.number):\(first.number)")
                    model.removeFirst()
                }
                #expect(taken(&queue) == expected)
            }
            #expect(queue.count == model.count)
        }
    }

    @Test("a place that was forgotten is not settled")
    func forgotten() {
        var queue = ReplyQueue()
        let old = queue.append(tag: "old")
        queue.removeAll()
        queue.append(tag: "new")
        queue.settle(old, with: answer(1))
        #expect(queue.takeReady() == nil)
        #expect(queue.count == 1)
    }

    private func answer(_ number: Int) -> Answer {
        Answer(.success(Reply(summary: [Field("n", .whole(Int64(number)))])))
    }

    private func taken(_ queue: inout ReplyQueue) -> [String] {
        var seen: [String] = []
        while let (tag, answer) = queue.takeReady() {
            guard case .success(let reply) = answer.outcome,
                case .whole(let number) = reply.summary.first?.value
            else { continue }
            seen.append("\(tag ?? "-"):\(number)")
        }
        return seen
    }
}
