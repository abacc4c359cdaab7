import fc from 'fast-check'
import type { Figure } from '@throughcare/gateway/evidence'
import { setUp, tearDown } from '../support/cluster.ts'
import { anySequence, openSequences } from '../support/link-sequences.ts'

const runs = 2_000
const seed = 20_261_127

export const figures: Figure[] = [
  {
    name: 'Sequences of records, imports and decisions in which persons are as they must be',
    target: `all of ≥ ${runs.toLocaleString('en-GB')}`,
    async measure() {
      await setUp()
      const sequences = await openSequences()
      const { failed, numRuns, counterexample, errorInstance } = await fc.check(
        fc.asyncProperty(anySequence, (sequence) => sequences.walk(sequence)),
        { numRuns: runs, seed, endOnFailure: true }
      )
      const seen = Object.entries(sequences.seen()).map(([what, count]) => `${what} ${count}`)
      await sequences.close()
      await tearDown()
      return {
        value: failed ? `one of ${numRuns} is not` : `all of ${numRuns}`,
        met: !failed && numRuns >= runs,
        detail: failed
          ? `${errorInstance} in ${JSON.stringify(counterexample)}`
          : `seed ${seed}; any order and either way in, link and unlink, nothing rejoined, on PostgreSQL; ${seen.join(', ')}`
      }
    }
  }
]
