import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { room as audit } from '@throughcare/audit'
import { cloneDatabase, type TestDatabase } from '@throughcare/test/support/database'
import { persona } from '@throughcare/test/support/personas'
import { alwaysFresh, rowSettingsOf } from './access.ts'
import { mustBeAt, openChange } from './change.ts'
import { systemClock } from './clock.ts'
import { openPool, withRows, type Database, type Pool } from './db.ts'
import { refusalOf } from './errors.ts'
import { openOutbox } from './outbox.ts'
import type { Principal } from './principal.ts'

// On the tables of a real room, under its row-level security: an event in the outbox is the effect that must happen once.

const { idempotency, outbox } = audit.tables
const change = openChange(idempotency)
const record = openOutbox(outbox, { 'attic.box-moved': { version: 1, shape: z.object({ box: z.string() }), readers: {} } })
const practitioner = persona('ld-practitioner')

let database: TestDatabase
let app: Pool
let superuser: Pool
beforeAll(async () => {
  database = await cloneDatabase()
  app = openPool({ url: database.url, role: 'audit_app', max: 10 })
  superuser = openPool({ url: database.url, max: 1 })
})
afterAll(async () => {
  await Promise.all([app.close(), superuser.close()])
  await database.drop()
})

type Box = { id: string }
type Request = { box: string; idempotencyKey: string }

type Way = { principal?: Principal; fails?: boolean; id?: string }

function move(input: Request, { principal = practitioner, fails = false, id }: Way = {}): Promise<Box> {
  return withRows(app.db, rowSettingsOf(principal, alwaysFresh), 'read write', (db) => {
    const context = { principal, db, clock: systemClock, requestId: 'r-1', access: alwaysFresh }
    const find = async (_: Database, id: string) => ({ id })
    return change<Box>(context, { action: 'attic.move-box', input, find, ...(id ? { id } : {}) }, async (tx) => {
      await record(tx, context, { type: 'attic.box-moved', subjectId: input.box, subjectVersion: 1, recordId: null, payload: { box: input.box } })
      if (fails) throw new Error('the floor gave way')
      return { id: id ?? `moved ${input.box} ${Math.random()}` }
    })
  })
}

async function effectsOn(box: string): Promise<number> {
  const [row] = (await superuser.db.execute(sql`select count(*)::int as count from audit.outbox_event where subject_id = ${box}`)) as unknown as [
    { count: number }
  ]
  return row.count
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => refusalOf(error)?.code
  )

describe('a change', () => {
  test('asked for ten times at once with one key happens once, and all ten get the same answer', async () => {
    const input = { box: 'ten', idempotencyKey: crypto.randomUUID() }
    const answers = await Promise.all(Array.from({ length: 10 }, () => move(input)))

    expect(await effectsOn('ten')).toBe(1)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
  })

  test('whose row has an id known beforehand is found by it when it is asked for again, and is not written down a second time', async () => {
    const input = { box: 'known', idempotencyKey: crypto.randomUUID() }
    const once = await move(input, { id: 'known beforehand' })
    const again = await move(input, { id: 'known beforehand' })

    expect([once.id, again.id, await effectsOn('known')]).toEqual(['known beforehand', 'known beforehand', 1])
  })

  test('with a key of its own each time happens each time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => move({ box: 'five', idempotencyKey: crypto.randomUUID() })))

    expect(await effectsOn('five')).toBe(5)
  })

  test('with a used key but another request is refused, and nothing happens', async () => {
    const idempotencyKey = crypto.randomUUID()
    await move({ box: 'first', idempotencyKey })

    expect(await codeOf(move({ box: 'second', idempotencyKey }))).toBe('CONFLICT')
    expect(await effectsOn('second')).toBe(0)
  })

  test.each(['', '   '])('with the key "%s" is refused, and nothing happens: two requests without a key would be taken for one', async (idempotencyKey) => {
    expect(await codeOf(move({ box: 'keyless', idempotencyKey }))).toBe('BAD_USER_INPUT')
    expect(await effectsOn('keyless')).toBe(0)
  })

  test.each([{ facilityId: ' ' }, { reason: 'x'.repeat(2_001) }, { idempotencyKey: 'x'.repeat(201) }])(
    'with an id that is none, or a text without end, is refused, and nothing happens',
    async (changes) => {
      expect(await codeOf(move({ box: 'endless', idempotencyKey: crypto.randomUUID(), ...changes }))).toBe('BAD_USER_INPUT')
      expect(await effectsOn('endless')).toBe(0)
    }
  )

  test("with someone else's key is their own: keys are kept by subject", async () => {
    const idempotencyKey = crypto.randomUUID()
    await move({ box: 'mine', idempotencyKey })

    expect(await codeOf(move({ box: 'theirs', idempotencyKey }, { principal: persona('ld-manager') }))).toBe('done')
  })

  test('that failed leaves nothing, and its key may be used again', async () => {
    const input = { box: 'again', idempotencyKey: crypto.randomUUID() }
    await expect(move(input, { fails: true })).rejects.toThrow('the floor gave way')
    const between = await effectsOn('again')
    await move(input)

    expect([between, await effectsOn('again')]).toEqual([0, 1])
  })

  test('of which nine in ten fail at once still happens at most once', async () => {
    const input = { box: 'mixed', idempotencyKey: crypto.randomUUID() }
    await Promise.allSettled(Array.from({ length: 10 }, (_, index) => move(input, { fails: index % 5 !== 0 })))

    expect(await effectsOn('mixed')).toBe(1)
  })
})

test('a change made from an old reading is refused, with the version that stands', () => {
  expect(() => mustBeAt({ version: 2 }, 2)).not.toThrow()
  expect(() => mustBeAt({ version: 3 }, 2)).toThrow('it is at version 3, you read version 2')
  expect(() => mustBeAt({ version: 3 }, 4)).toThrow('There is no such version yet: it is at version 3.')
})
