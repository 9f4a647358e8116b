import Books

/// One client's WebSocket at the simulated Kraken.
struct KrakenConnection: Sendable {
    /// What it is subscribed to.
    private(set) var subscriptions: [KrakenSubscription] = []
    /// Its subscriptions to private events.
    var privates: [KrakenPrivateSubscription] = []
    /// When something was sent to it last.
    var lastSent: MonotonicTime
    /// Since when it has had no subscription.
    private(set) var idleSince: MonotonicTime

    /// A connection that has just been opened.
    init(openedAt time: MonotonicTime) {
        lastSent = time
        idleSince = time
    }

    /// When a heartbeat is due, or the end of a connection that subscribes to nothing.
    var deadline: MonotonicTime {
        isIdle ? idleSince + .seconds(60) : lastSent + .seconds(1)
    }

    /// Whether it is subscribed to nothing.
    var isIdle: Bool { subscriptions.isEmpty && privates.isEmpty }

    /// Adds a subscription; false if it is there already.
    mutating func subscribe(_ subscription: KrakenSubscription) -> Bool {
        guard !subscriptions.contains(subscription) else { return false }
        subscriptions.append(subscription)
        return true
    }

    /// Takes a subscription away; false if it is not there.
    mutating func unsubscribe(_ subscription: KrakenSubscription, at now: MonotonicTime) -> Bool {
        guard let index = subscriptions.firstIndex(of: subscription) else { return false }
        subscriptions.remove(at: index)
        if isIdle { idleSince = now }
        return true
    }

    /// Takes a subscription to private events away, if it is there.
    mutating func endPrivate(_ channel: KrakenPrivateSubscription.Channel, at now: MonotonicTime) {
        guard privates.contains(where: { $0.channel == channel }) else { return }
        privates.removeAll { $0.channel == channel }
        if isIdle { idleSince = now }
    }
}
