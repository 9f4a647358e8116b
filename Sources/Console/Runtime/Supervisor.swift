public import Venues

/// Owns all long-lived tasks: they start together, and end when the trader has ended.
///
/// One discarding task group, a named child for each feed and each venue's orders. Stopping is an event to the trader; only when it has
/// carried that out are the others cancelled.
public struct Supervisor: Sendable {
    private let clients: [any MarketDataClient]
    private let executions: [any ExecutionClient]
    private let watchdog: Watchdog?
    private let trader: TraderTask

    /// A supervisor of the feeds and the execution clients, by slot, and the trader between them.
    public init(
        clients: [any MarketDataClient],
        executions: [any ExecutionClient] = [],
        watchdog: Watchdog? = nil,
        trader: TraderTask
    ) {
        self.watchdog = watchdog
        self.clients = clients
        self.executions = executions
        self.trader = trader
    }

    /// Runs everything until the trader has stopped.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for client in clients {
                group.addTask(name: "feed.\(client.name)") {
                    await client.run()
                }
            }
            for client in executions {
                group.addTask(name: "orders.\(client.name)") {
                    await client.run()
                }
            }
            if let watchdog {
                group.addTask(name: "watchdog") {
                    await watchdog.run()
                }
            }
            await trader.run(clients: clients)
            group.cancelAll()
        }
    }
}
