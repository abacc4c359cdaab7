import { readPolicy } from '@throughcare/kit/policy'
import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import { openRoom, projectionRows } from '@throughcare/kit/room'
import { room } from '@throughcare/people'
import { feedEvent } from '@throughcare/test/support/fed-room'
import { writeDown } from '@throughcare/test/support/identities'
import { nextNhsNumber, openPeople, type People } from '@throughcare/test/support/people'
import { persona, practitioner } from '@throughcare/test/support/personas'
import { quiet } from '@throughcare/test/support/room'
import { timeProjection } from './time.projection.ts'

// Access is decided as of the time that is told, or as of now where that is later: so all this lies far ahead.
let now = new Date('2100-06-01T12:00:00Z')
const clock = { now: () => now }

let people: People
let pool: Pool
beforeAll(async () => {
  people = await openPeople(clock)
  pool = openPool({ url: people.url, role: 'people_app', max: 1 })
})
afterAll(async () => {
  await pool.close()
  await people.close()
})

const pass = (since: string, until: string) =>
  withRows(pool.db, projectionRows, 'read write', (tx) =>
    timeProjection('CONSENT')(tx, [feedEvent({ type: 'clock.time-passed', payload: { since, until } })], 'clock')
  )
const bornOn = async (birthDate: string) => (await writeDown(people, practitioner, { birthDate })).id
const toReconnect = (recordId: string) => people.levels(recordId, 'team:RW5/RECONNECT')

describe('when time passes', () => {
  test('somebody who turns 18 is there for RECONNECT from midnight in London on, and not before', async () => {
    const id = await bornOn('2082-06-02')

    await pass('2100-05-31T23:00:00.000Z', '2100-06-01T22:59:59.999Z')
    expect(await toReconnect(id)).toEqual([])
    await pass('2100-06-01T22:59:59.999Z', '2100-06-01T23:00:00.000Z')
    expect(await toReconnect(id)).toEqual(['know'])
  })

  test('somebody born on 29 February turns 18 on 1 March of a common year', async () => {
    const id = await bornOn('2084-02-29')

    await pass('2102-02-27T12:00:00.000Z', '2102-02-28T12:00:00.000Z')
    expect(await toReconnect(id)).toEqual([])
    await pass('2102-02-28T12:00:00.000Z', '2102-03-01T12:00:00.000Z')
    expect(await toReconnect(id)).toEqual(['know'])
  })

  test('a limit begins at its time, and one that was ended before does not', async () => {
    const [id, spared] = [await bornOn('2050-01-01'), await bornOn('2050-01-02')]
    const limit = { kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.', from: '2100-06-01T13:00:00Z' }
    const manager = persona('ld-manager')
    const set = await people.call(manager, 'limitAccess', { identityRecordId: id, ...limit }, 'id version from isInForce')
    const ended = await people.call(manager, 'limitAccess', { identityRecordId: spared, ...limit })
    await people.call(manager, 'endAccessLimit', { accessLimitId: ended.result.id, expectedVersion: ended.result.version })
    const barred = async () => [await people.levels(id, 'subject:kim'), await people.levels(spared, 'subject:kim')]

    expect(set.result).toMatchObject({ from: '2100-06-01T13:00:00.000Z', isInForce: false })
    await pass('2100-06-01T12:00:00.000Z', '2100-06-01T12:59:59.999Z')
    expect(await barred()).toEqual([[], []])
    await pass('2100-06-01T12:59:59.999Z', '2100-06-01T13:00:00.000Z')
    expect(await barred()).toEqual([['barred'], []])
  })

  test('a limit is over at its time: other rooms are told of what its author saw alone', async () => {
    const numbered = { identifiers: [{ type: 'NHS_NUMBER', value: nextNhsNumber(), isVerified: true }] }
    const { id: hidden } = await writeDown(people, practitioner, numbered)
    const died = { identityRecordId: hidden, diedOn: '2100-05-01', source: 'CORONER', reason: 'The coroner wrote to us.' }
    await people.call(practitioner, 'recordDeath', died, 'id')
    const limit = { identityRecordId: hidden, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.', until: '2100-06-02T13:00:00Z' }
    await people.call(persona('ld-manager'), 'limitAccess', limit)
    now = new Date('2100-06-01T12:00:01Z')
    const { id } = await writeDown(people, persona('ld-practitioner', { subject: 'kim' }), numbered)
    const told = async () => (await people.eventsOf(id)).map(({ type }) => type)

    await pass('2100-06-02T12:00:00.000Z', '2100-06-02T12:59:59.999Z')
    expect(await told()).toEqual([])
    await pass('2100-06-02T12:59:59.999Z', '2100-06-02T13:00:00.000Z')
    expect(await told()).toEqual(['people.death-recorded'])
  })

  test('the room sees to it by itself', async () => {
    const id = await bornOn('2082-06-03')
    await people.rows("insert into people.feed_cursor (feed, xid, id) values ('clock', '0', $1)", now.getTime())
    const silent = { feed: () => Promise.reject(new Error('This feed does not answer.')) }
    const woken = openRoom(room, { url: people.url, policy: readPolicy(), log: quiet, clock, neighbours: { 'liaison-diversion': silent, reconnect: silent } })
    now = new Date('2100-06-03T12:00:00Z')

    while ((await toReconnect(id)).length === 0) await people.rows('select pg_sleep(0.05)')

    expect(await toReconnect(id)).toEqual(['know'])
    await woken.close()
  })
})
