import type { RoomContext } from './context.ts'
import { takeChunk, type Run } from './import-chunk.ts'

type Row = { id: string }
const principal = {
  subject: 'importer',
  issuer: 'throughcare',
  organisation: 'RW5',
  role: 'system-importer',
  service: null,
  purpose: 'administration'
} as const

/** An import of rows about people of whom the room has not heard, until it hears. */
function runAhead() {
  const heard = Promise.withResolvers<void>()
  const told = { hears: 0, isKnown: false }
  const run: Run<RoomContext, Row> = {
    importer: {
      columns: [],
      readRow: () => ({ id: '' }),
      importRows: async (_, rows) => (told.isKnown ? { added: rows.length, changed: 0 } : { added: 0, changed: 0, ahead: rows.map(({ id }) => id) })
    },
    session: {
      principal,
      clock: { now: () => new Date() },
      transact: (work) => work({} as RoomContext),
      async hear() {
        told.hears += 1
        await heard.promise
        told.isKnown = true
      },
      async close() {}
    },
    isDryRun: false,
    report: { read: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, isComplete: true, seconds: 0 },
    patience: { milliseconds: 400, wait: null }
  }
  return { run, told, hear: () => heard.resolve() }
}

test('chunks whose rows run ahead wait together, and are taken once the room has heard', async () => {
  const { run, told, hear } = runAhead()

  const chunks = ['one', 'other'].map((id, place) => takeChunk(run, [{ line: place + 2, row: { id } }]))
  await new Promise(setImmediate)
  const hearsWhileBothWait = told.hears
  hear()

  expect([hearsWhileBothWait, ...(await Promise.all(chunks))]).toEqual([1, [], []])
  expect(run.report).toMatchObject({ added: 2, unchanged: 0 })
})

test('a row whose person nobody tells of is given up once the patience is used', async () => {
  const { run, hear } = runAhead()
  run.importer.importRows = async (_, rows) => ({ added: 0, changed: 0, ahead: rows.map(({ id }) => id) })
  hear()

  expect(await takeChunk(run, [{ line: 2, row: { id: 'one' } }])).toMatchObject([{ line: 2, column: 'source_key' }])
})
