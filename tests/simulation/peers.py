"""The same waiting lines in SimPy, with the same random numbers."""

import simpy


def fifo(arrivals, services, servers):
    """Start and departure of each customer at stations in sequence."""
    env = simpy.Environment()
    stations = [simpy.Resource(env, number) for number in servers]
    starts = [[0.0] * len(arrivals) for _ in servers]
    departures = [[0.0] * len(arrivals) for _ in servers]

    def customer(i):
        for k, station in enumerate(stations):
            with station.request() as turn:
                yield turn
                starts[k][i] = env.now
                yield env.timeout(services[k][i])
            departures[k][i] = env.now

    def source():
        for i, moment in enumerate(arrivals):
            yield env.timeout(moment - env.now)
            env.process(customer(i))

    env.process(source())
    env.run()
    return starts, departures


def workshop(arrivals, priorities, services, *, servers, setup, most, opens, closes):
    """Priorities at a desk, then batches with set-up in an oven that works from open to close."""
    env = simpy.Environment()
    desk = simpy.PriorityResource(env, servers)
    waiting, woken = [], [env.event()]
    departures = [0.0] * len(arrivals)

    def customer(i):
        with desk.request(priority=priorities[i]) as turn:
            yield turn
            yield env.timeout(services[0][i])
        waiting.append(i)
        if not woken[0].triggered:
            woken[0].succeed()

    def oven():
        while True:
            clock = env.now % 24
            if clock < opens:
                yield env.timeout(opens - clock)
            elif clock >= closes:
                yield env.timeout(24 - clock + opens)
            if not waiting:
                woken[0] = env.event()
                yield woken[0]
                continue
            batch = waiting[:most]
            del waiting[:most]
            yield env.timeout(setup + sum(services[1][i] for i in batch))
            for i in batch:
                departures[i] = env.now

    def source():
        for i, moment in enumerate(arrivals):
            yield env.timeout(moment - env.now)
            env.process(customer(i))

    env.process(source())
    env.process(oven())
    env.run(until=arrivals[-1] + 24 * 60)
    return departures
