import { LRUCache } from 'lru-cache'

/** The same function, which works out an answer once for each text or number it is asked about, as long as that is among the last `most`. Only for a function that always answers alike. */
export function remember<Asked extends string | number, Answer extends NonNullable<unknown>>(
  most: number,
  work: (asked: Asked) => Answer
): (asked: Asked) => Answer {
  const known = new LRUCache<Asked, Answer>({ max: most })
  return (asked) => {
    const before = known.get(asked)
    if (before !== undefined) return before
    const answer = work(asked)
    known.set(asked, answer)
    return answer
  }
}
