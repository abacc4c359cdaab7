import fc from 'fast-check'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Starts a piece of work so many times a second, whether or not earlier ones are done, and answers how long each took, in milliseconds
 * from when it was due: a queue in front of the work counts as the caller feels it.
 */
export async function atSteadyRate({ perSecond, count }: { perSecond: number; count: number }, work: (place: number) => Promise<void>): Promise<number[]> {
  const began = performance.now()
  const running: Promise<number>[] = []
  for (let place = 0; place < count; place += 1) {
    const due = began + (place * 1_000) / perSecond
    const early = due - performance.now()
    if (early > 0) await pause(early)
    running.push(work(place).then(() => performance.now() - due))
  }
  return Promise.all(running)
}

/** The same work in another order, one for each seed: what comes in turn could meet the beat of what goes on in the background every time. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const [order = []] = fc.sample(fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length }), { numRuns: 1, seed })
  return order
}

/** The time that a share of them keep: 0.99 for all but one in a hundred. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}
