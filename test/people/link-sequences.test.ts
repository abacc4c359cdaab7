import fc from 'fast-check'
import { anySequence, openSequences, type Sequences } from '../support/link-sequences.ts'

let sequences: Sequences
beforeAll(async () => void (sequences = await openSequences()))
afterAll(() => sequences.close())

test('persons do not depend on the order, a link undone leaves nothing behind, and nothing rejoins what a human parted', async () => {
  await fc.assert(
    fc.asyncProperty(anySequence, (sequence) => sequences.walk(sequence)),
    { numRuns: 15, seed: 20_261_126, endOnFailure: true }
  )
})
