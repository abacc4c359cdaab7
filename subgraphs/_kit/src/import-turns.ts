/**
 * Lets some pieces of work run at a time, while more is prepared; what follows each is done in the order in which they were handed over.
 * A slow piece is overtaken until twice as many as run at a time are held, and no further.
 */
export function openTurns(atOnce: number) {
  const working = new Set<Promise<unknown>>()
  const unfollowed = new Set<Promise<unknown>>()
  let followed = Promise.resolve()
  let isFailing = false
  return {
    async hand<T>(work: () => Promise<T>, follow: (result: T) => Promise<void>): Promise<void> {
      while (working.size >= atOnce) await Promise.race(working)
      while (unfollowed.size >= 2 * atOnce) await Promise.race(unfollowed)
      if (isFailing) await followed
      const result = work()
      const settled: Promise<unknown> = result
        .catch(() => {
          isFailing = true
        })
        .finally(() => working.delete(settled))
      working.add(settled)
      followed = Promise.all([followed, result]).then(([, value]) => follow(value))
      // A failure is told where `followed` is awaited.
      const over: Promise<unknown> = followed.catch(() => {}).finally(() => unfollowed.delete(over))
      unfollowed.add(over)
    },
    finish: () => followed,
    async settle(): Promise<void> {
      await Promise.all(working)
      await followed.catch(() => {})
    }
  }
}
