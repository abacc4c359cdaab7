import { openTurns } from './import-turns.ts'

/** Pieces of work that end when told to, in the order they were begun. */
function openPieces() {
  const ends: (() => void)[] = []
  const piece = (name: number) => () => new Promise<number>((resolve) => ends.push(() => resolve(name)))
  return { piece, ends }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('pieces of work that overtake another are followed after it, in the order in which they were handed over', async () => {
  const turns = openTurns(2)
  const followed: number[] = []
  const { piece, ends } = openPieces()
  for (const name of [1, 2]) await turns.hand(piece(name), async (result) => void followed.push(result))

  ends[1]?.()
  await settled()
  const before = [...followed]
  ends[0]?.()
  await turns.finish()

  expect([before, followed]).toEqual([[], [1, 2]])
})

test('a slow piece of work is overtaken by no more than twice as many as run at a time', async () => {
  const turns = openTurns(2)
  const slow = Promise.withResolvers<number>()
  const begun: number[] = []
  const followed: number[] = []
  const handAll = async () => {
    for (const name of [1, 2, 3, 4, 5, 6]) {
      const work = () => (begun.push(name), name === 1 ? slow.promise : Promise.resolve(name))
      await turns.hand(work, async (result) => void followed.push(result))
    }
    await turns.finish()
  }

  const all = handAll()
  await settled()
  const meanwhile = [[...begun], [...followed]]
  slow.resolve(1)
  await all

  expect(meanwhile).toEqual([[1, 2, 3, 4], []])
  expect(followed).toEqual([1, 2, 3, 4, 5, 6])
})
