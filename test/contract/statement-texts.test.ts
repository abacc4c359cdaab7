import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { doorOf } from '@throughcare/gateway/importers'
import { doors } from '@throughcare/gateway/one-process'
import { isOverhead, openPool, withRows } from '@throughcare/kit/db'
import type { FeedEvent } from '@throughcare/kit/feed'
import { recordIdOf } from '@throughcare/kit/ids'
import { importFile } from '@throughcare/kit/import'
import { openImport } from '@throughcare/kit/import-session'
import { schemaOf } from '@throughcare/kit/migrate'
import { readPolicy } from '@throughcare/kit/policy'
import { systemPrincipal, type Principal, type Service } from '@throughcare/kit/principal'
import { openRoom, projectionRows, type Room } from '@throughcare/kit/room'
import { cloneDatabase, type TestDatabase } from '../support/database.ts'
import { feedEvent } from '../support/fed-room.ts'
import { writeDown } from '../support/identities.ts'
import { personRow, toCsv } from '../support/imports.ts'
import { accessEvent, journeyEvent } from '../support/journeys.ts'
import { navigator, practitioner } from '../support/personas.ts'
import { quiet, readable } from '../support/room.ts'

// Each text is a prepared statement of its own, which every connection and PostgreSQL keep: one for each number of rows once cost 150 MB.

const clock = { now: () => new Date('2026-06-01T09:00:00Z') }
const sizes = [2, 3, 5]

let database: TestDatabase
let folder: string
let sent = new Set<string>()
const rooms: Record<string, Room> = {}
const onStatement = (statement: string) => void (isOverhead(statement) || statement === 'discard plans' || sent.add(statement))

beforeAll(async () => {
  database = await cloneDatabase()
  folder = await mkdtemp(join(tmpdir(), 'throughcare-statements-'))
  for (const door of doors)
    rooms[door.name] = openRoom(door, { url: database.url, policy: readPolicy(), log: quiet, clock, onStatement: (_, statement) => onStatement(statement) })
})
afterAll(async () => {
  await Promise.all(Object.values(rooms).map((room) => room.close()))
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

type Sending<Prepared> = { prepare(count: number): Promise<Prepared>; send(prepared: Prepared): Promise<unknown> }

/** A text with one item in each of its lists, of values and of rows, so that the texts of one statement are one. */
const shapeOf = (text: string) =>
  text
    .replaceAll(/\$\d+/g, '?')
    .replaceAll(/(\?[\w:[\]]*)(?:, ?\1)+/g, '$1')
    .replaceAll(/(\([^()]*\))(?:, ?\1)+/g, '$1')

/** What is sent for more rows or ids, and for the fewest only with shorter lists: which columns vary, and what is read now and then, is no matter. */
async function grown<Prepared>({ prepare, send }: Sending<Prepared>): Promise<string[]> {
  const texts: Set<string>[] = []
  for (const count of sizes) {
    const prepared = await prepare(count)
    sent = new Set()
    await send(prepared)
    texts.push(sent)
  }
  const [fewest = new Set(), ...others] = texts
  expect(fewest.size).toBeGreaterThan(0)
  const shapes = new Set([...fewest].map(shapeOf))
  return others.flatMap((one) => [...one]).filter((text) => !fewest.has(text) && shapes.has(shapeOf(text)))
}

const many = <Item>(count: number, make: () => Item) => Array.from({ length: count }, make)
const told = (type: string, recordId: string, payload: object) => feedEvent({ type, recordId, subjectId: recordId, payload: { recordId, ...payload } })

async function ask(room: string, principal: Principal, query: string, variables: Record<string, unknown>) {
  const answer = await rooms[room]?.answer({ query, variables, requestId: randomUUID() }, principal)
  const { data, errors } = readable(answer ?? {})
  if (errors.length > 0) throw new Error(`${room} refused: ${JSON.stringify(errors)}`)
  return data
}

/** Has a room take in a page of a feed. */
async function project(room: string, feed: string, events: readonly FeedEvent[]): Promise<void> {
  const pool = openPool({ url: database.url, role: `${schemaOf(room)}_app`, max: 1, onStatement })
  try {
    await withRows(pool.db, projectionRows, 'read write', async (tx) => doorOf(room).follows[feed]?.(tx, events, feed))
  } finally {
    await pool.close()
  }
}

/** Ids of records whose team may read them in a service's room. */
async function known(room: string, service: Service, ids: readonly string[]): Promise<readonly string[]> {
  const events = ids.flatMap((id) => [accessEvent(id, { service }), told('people.identity-recorded', id, { birthDate: '1990-02-28' })])
  await project(room, 'people', events)
  return ids
}

/** Episodes of RECONNECT, each of somebody else. */
async function begin(count: number): Promise<{ id: string; recordId: string }[]> {
  const recordIds = await known('reconnect', 'RECONNECT', many(count, randomUUID))
  const query = 'mutation ($input: ReferToReconnectInput!) { referToReconnect(input: $input) { id } }'
  const refer = async (identityRecordId: string) => {
    const input = { identityRecordId, facilityId: 'PNI', source: 'SELF', idempotencyKey: randomUUID() }
    return { id: String((await ask('reconnect', navigator, query, { input }))?.referToReconnect.id), recordId: identityRecordId }
  }
  return Promise.all(recordIds.map(refer))
}

/** What each feed tells of one record. */
const tellings: Record<string, (recordId: string) => FeedEvent[]> = {
  people: (recordId) => [
    accessEvent(recordId, { service: 'RECONNECT' }),
    told('people.identity-recorded', recordId, { birthDate: '1990-02-28' }),
    told('people.consent-positions-changed', recordId, { positions: [] }),
    told('people.death-recorded', recordId, { organisation: 'RW5', service: 'RECONNECT', diedOn: '2026-05-31', source: null }),
    told('people.record-linked', recordId, { personId: recordId, evidence: '' }),
    told('people.record-unlinked', recordId, { personId: recordId, companions: [randomUUID()], linkedAt: '2026-05-01T09:00:00.000Z' })
  ],
  directory: (id) => [
    feedEvent({ type: 'directory.facility-recorded', subjectId: id, payload: { facilityId: id, kind: 'PRISON', openFrom: null, closedOn: null } }),
    feedEvent({ type: 'directory.need-recorded', subjectId: id, payload: { needCode: id } })
  ],
  'liaison-diversion': (recordId) =>
    ['referral-received', 'episode-closed', 'episode-reopened'].map((type) => journeyEvent(`liaison-diversion.${type}`, { recordId })),
  reconnect: (recordId) => ['referral-received', 'episode-closed', 'episode-reopened'].map((type) => journeyEvent(`reconnect.${type}`, { recordId })),
  referrals: (recordId) => ['referral-sent', 'referral-declined'].map((type) => journeyEvent(`referrals.${type}`, { recordId }))
}

// What people and the services read of feeds about records or episodes of their own is told of below.
const ofTheirOwn = ['people liaison-diversion', 'people reconnect', 'liaison-diversion referrals', 'reconnect referrals']
const follows = doors.flatMap(({ name, follows: feeds }) => Object.keys(feeds).map((feed) => [name, feed] as const))

describe('a feed is taken in by the same statements, however many events a page brings:', () => {
  test.each(follows.filter((pair) => !ofTheirOwn.includes(pair.join(' '))))('%s, of what %s tells', async (room, feed) => {
    const prepare = async (count: number) => many(count, randomUUID).flatMap((id) => tellings[feed]?.(id) ?? [])

    expect(await grown({ prepare, send: (events) => project(room, feed, events) })).toEqual([])
  })

  test('reconnect, of referrals that were sent in its episodes and failed', async () => {
    const prepare = async (count: number) =>
      (await begin(count)).flatMap(({ id: episodeId, recordId }) => {
        const payload = { referralId: randomUUID(), episodeId, madeBy: 'RECONNECT', needCode: 'housing' }
        return ['sent', 'accepted', 'declined'].map((step) => feedEvent({ type: `referrals.referral-${step}`, recordId, payload }))
      })

    expect(await grown({ prepare, send: (events) => project('reconnect', 'referrals', events) })).toEqual([])
  })

  test('people, of who works with the people it knows', async () => {
    const { people } = rooms
    const room = {
      ask: async (principal: Principal, query: string, variables?: Record<string, unknown>) =>
        readable((await people?.answer({ query, variables, requestId: randomUUID() }, principal)) ?? {})
    }
    const prepare = async (count: number) => {
      const records = await Promise.all(many(count, () => writeDown(room, practitioner)))
      return records.map(({ id: recordId }) =>
        feedEvent({ type: 'liaison-diversion.peer-support-assigned', recordId, payload: { assignmentId: randomUUID(), subject: 'a-peer' } })
      )
    }

    expect(await grown({ prepare, send: (events) => project('people', 'liaison-diversion', events) })).toEqual([])
  })
})

describe('what is asked of many is asked by the same statements, however many they are:', () => {
  const entities = [
    ['people', 'IdentityRecord', 'id'],
    ['people', 'Person', 'id'],
    ['people', 'Person', 'recordId'],
    ['liaison-diversion', 'LiaisonDiversionEpisode', 'id'],
    ['reconnect', 'ReconnectEpisode', 'id'],
    ['referrals', 'OnwardReferral', 'id'],
    ['directory', 'Service', 'id'],
    ['directory', 'Facility', 'id'],
    ['directory', 'Need', 'code']
  ] as const
  const query = (type: string, fields: string) => `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${type} { ${fields} } } }`

  test.each(entities)('%s, of each %s by its %s', async (room, type, key) => {
    const prepare = async (count: number) => many(count, () => ({ __typename: type, [key]: randomUUID() }))

    expect(await grown({ prepare, send: (of) => ask(room, practitioner, query(type, key === 'code' ? 'label' : 'id'), { of }) })).toEqual([])
  })

  test.each([
    [
      'reconnect',
      'reconnectEpisodes(first: 2) { edges { node { id needs { id isUnmet } goals { id } contacts { id } allocations { id } history { action } } } }'
    ],
    ['liaison-diversion', 'liaisonDiversionEpisodes(first: 2) { edges { node { id } } }'],
    ['referrals', 'onwardReferrals(first: 2) { edges { node { id } } }'],
    ['journeys', 'journey(first: 5) { edges { node { id } } } careGaps { gaps { kind } }']
  ])('%s, of persons', async (room, fields) => {
    const prepare = async (count: number) =>
      (await begin(count)).map(({ recordId }) => ({ __typename: 'Person', recordId, recordIds: [recordId, randomUUID()] }))

    expect(await grown({ prepare, send: (of) => ask(room, navigator, query('Person', fields), { of }) })).toEqual([])
  })
})

test('audit writes by the same statement that an operation released records, however many they are', async () => {
  const prepare = async (count: number) => ({
    ...{ requestId: randomUUID(), subject: 'someone', issuer: 'test', organisation: 'RW5', role: 'ld-practitioner', purpose: 'care' },
    ...{ operationName: 'Journey', documentHash: 'a'.repeat(64), recordIds: many(count, randomUUID) }
  })
  const gateway = systemPrincipal('system-gateway', 'gateway')
  const query = 'mutation ($input: RecordOperationInput!) { recordOperation(input: $input) }'

  expect(await grown({ prepare, send: (input) => ask('audit', gateway, query, { input }) })).toEqual([])
})

describe('a file is taken in by the same statements, however many rows it has:', () => {
  const reached = { referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z', assessed_at: '2026-03-05T09:00:00Z' }
  const files: { room: string; service: Service; row: Record<string, string> }[] = [
    {
      ...{ room: 'reconnect', service: 'RECONNECT' },
      row: { facility: 'PNI', source: 'PRISON_HEALTHCARE', ...reached, needs: 'housing:ACCOMMODATION:MET;alcohol:HEALTH:REFERRED', goals: 'housing:ACHIEVED' }
    },
    {
      ...{ room: 'liaison-diversion', service: 'LIAISON_DIVERSION' },
      row: {
        facility: 'LAN3',
        setting: 'POLICE_CUSTODY',
        source: 'POLICE',
        received_at: '2026-05-01T09:00:00Z',
        screened_at: '2026-05-01T11:00:00Z',
        screening_outcome: 'NEEDS_IDENTIFIED',
        screening_risk: 'LOW',
        needs: 'housing:REFERRED;alcohol:IDENTIFIED'
      }
    }
  ]

  const facility = (facilityId: string, kind: string) =>
    feedEvent({ type: 'directory.facility-recorded', subjectId: facilityId, payload: { facilityId, kind, openFrom: null, closedOn: null } })
  const need = (needCode: string) => feedEvent({ type: 'directory.need-recorded', subjectId: needCode, payload: { needCode } })
  const reference = [facility('PNI', 'PRISON'), facility('LAN3', 'CUSTODY_SUITE'), need('housing'), need('alcohol')]

  async function take(room: string, session: Parameters<typeof importFile>[1], rows: Record<string, string>[]): Promise<void> {
    const { importer } = doorOf(room)
    if (!importer) throw new Error(`The room ${room} takes in no files.`)
    const path = join(folder, `${room}.csv`)
    await writeFile(path, toCsv(rows))
    expect(await importFile(importer, session, { path, patienceMilliseconds: 0 })).toMatchObject({ added: rows.length })
  }

  test.each(files)('$room', async ({ room, service, row }) => {
    const session = openImport(doorOf(room), { url: database.url, service, clock, onStatement })
    await project(room, 'directory', reference)
    const prepare = async (count: number) => {
      const rows = many(count, () => ({ episode_key: randomUUID(), source_system: 'test', source_key: randomUUID(), ...row }))
      await known(
        room,
        service,
        rows.map(({ source_system, source_key }) => recordIdOf(source_system, source_key))
      )
      return rows
    }
    expect(await grown({ prepare, send: (rows) => take(room, session, rows) }).finally(() => session.close())).toEqual([])
  })
  test('people', async () => {
    const session = openImport(doorOf('people'), { url: database.url, service: 'RECONNECT', clock, onStatement })
    let persons = 0
    const prepare = async (count: number) =>
      many(count, () => {
        persons += 1
        return personRow({ family_name: `Sample${'bcdfghklmnprst'[persons]}wood`, birth_date: `19${50 + persons}-0${1 + (persons % 9)}-${10 + persons}` })
      })

    expect(await grown({ prepare, send: (rows) => take('people', session, rows) }).finally(() => session.close())).toEqual([])
  })
})
