import { randomUUID } from 'node:crypto'
import type { FeedEvent } from '@throughcare/kit/feed'
import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import { projectionRows } from '@throughcare/kit/room'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { persona, stranger } from '@throughcare/test/support/personas'
import { relationshipProjection } from './relationship.projection.ts'

const peer = persona('ld-peer-support-worker')
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'

let people: People
let pool: Pool
beforeAll(async () => {
  people = await openPeople()
  pool = openPool({ url: people.url, role: 'people_app', max: 1 })
})
afterAll(async () => {
  await pool.close()
  await people.close()
})

const event = (type: string, recordId: string, payload: object, room = 'liaison-diversion'): FeedEvent => ({
  ...{ eventId: randomUUID(), type: `${room}.${type}`, shapeVersion: 1, subjectId: randomUUID(), subjectVersion: 1, recordId },
  ...{ organisation: 'RW5', actor: 'a-manager', actorRole: 'ld-manager', requestId: randomUUID(), payload: { ...payload } },
  occurredAt: new Date().toISOString(),
  recordedAt: new Date().toISOString()
})
const follow = (...events: FeedEvent[]) =>
  withRows(pool.db, projectionRows, 'read write', (tx) => relationshipProjection('CONSENT')(tx, events, 'liaison-diversion'))
const codesOf = (ids: string[], principal = peer) => Promise.all(ids.map(async (id) => (await people.ask(principal, record, { id })).errors[0]?.code ?? 'READ'))

describe('a peer support worker', () => {
  test('reads the person they are assigned to, in the records of the team that assigned them, and no more once that ends', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere } = await meetOnePerson(people)
    const assignmentId = randomUUID()
    const before = await codesOf([ofLiaisonDiversion])

    await follow(event('peer-support-assigned', ofLiaisonDiversion, { assignmentId, subject: peer.subject }))
    const during = await codesOf([ofLiaisonDiversion, ofReconnect, elsewhere])
    await follow(event('peer-support-ended', ofLiaisonDiversion, { assignmentId }))

    expect(before).toEqual(['NOT_FOUND'])
    expect(during).toEqual(['READ', 'NOT_FOUND', 'NOT_FOUND'])
    expect(await codesOf([ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
  })

  test('an assignment that is told twice is one, and what is told of no known record is passed over', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)
    const assigned = event('peer-support-assigned', ofLiaisonDiversion, { assignmentId: randomUUID(), subject: peer.subject })

    await follow(assigned, assigned, event('peer-support-assigned', randomUUID(), { assignmentId: randomUUID(), subject: peer.subject }))
    await follow(event('peer-support-ended', ofLiaisonDiversion, { assignmentId: randomUUID() }))

    expect(await people.rows('select 1 from people.relationship where record_id = $1', ofLiaisonDiversion)).toHaveLength(1)
    expect(await codesOf([ofLiaisonDiversion])).toEqual(['READ'])
  })

  test('a name that nobody signs in by opens nothing, and holds up nothing that is told after it', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)
    const assigned = (subject: string) => event('peer-support-assigned', ofLiaisonDiversion, { assignmentId: randomUUID(), subject })

    await follow(assigned('x'.repeat(2_000)), assigned(' '), assigned(peer.subject))

    expect(await people.rows('select subject from people.relationship where record_id = $1', ofLiaisonDiversion)).toEqual([{ subject: peer.subject }])
    expect(await codesOf([ofLiaisonDiversion])).toEqual(['READ'])
  })

  test('events of other kinds are none of its business', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)

    await follow(event('screening-recorded', ofLiaisonDiversion, { episodeId: randomUUID() }))

    expect(await people.rows('select 1 from people.relationship where record_id = $1', ofLiaisonDiversion)).toEqual([])
  })
})

describe('a worker of another organisation', () => {
  const [assessor, navigator] = [stranger('ld-practitioner'), stranger('reconnect-navigator')]

  test('who is given an episode of Liaison & Diversion reads the records of that team, until another has it', async () => {
    const { ofLiaisonDiversion, ofReconnect } = await meetOnePerson(people)
    const episodeId = randomUUID()
    const given = (worker: string | null) => event('episode-allocated', ofLiaisonDiversion, { episodeId, worker })
    const before = await codesOf([ofLiaisonDiversion], assessor)

    await follow(given(assessor.subject))
    const during = await codesOf([ofLiaisonDiversion, ofReconnect], assessor)
    await follow(given('somebody else'))

    expect(before).toEqual(['NOT_FOUND'])
    expect(during).toEqual(['READ', 'NOT_FOUND'])
    expect(await codesOf([ofLiaisonDiversion], assessor)).toEqual(['NOT_FOUND'])
  })

  test('reads nothing while the episode is closed, and again once it is reopened', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)
    const episode = { episodeId: randomUUID(), worker: assessor.subject }
    await follow(event('episode-allocated', ofLiaisonDiversion, episode))

    await follow(event('episode-closed', ofLiaisonDiversion, episode))
    const closed = await codesOf([ofLiaisonDiversion], assessor)
    await follow(event('episode-reopened', ofLiaisonDiversion, episode))

    expect(closed).toEqual(['NOT_FOUND'])
    expect(await codesOf([ofLiaisonDiversion], assessor)).toEqual(['READ'])
  })

  test('who is allocated in RECONNECT reads the records of that team, until the allocation ends or the episode is closed', async () => {
    const { ofLiaisonDiversion, ofReconnect } = await meetOnePerson(people)
    const [episodeId, first, second] = [randomUUID(), randomUUID(), randomUUID()]
    const allocated = (allocationId: string) => event('worker-allocated', ofReconnect, { episodeId, allocationId, workerId: navigator.subject }, 'reconnect')
    const codes = () => codesOf([ofReconnect, ofLiaisonDiversion], navigator)

    await follow(allocated(first), allocated(second))
    await follow(event('allocation-ended', ofReconnect, { allocationId: first }, 'reconnect'))
    const open = await codes()
    await follow(event('episode-closed', ofReconnect, { episodeId }, 'reconnect'))

    expect(open).toEqual(['READ', 'NOT_FOUND'])
    expect(await codes()).toEqual(['NOT_FOUND', 'NOT_FOUND'])
  })

  test('is shut out all the same where somebody excluded them', async () => {
    const { ofReconnect } = await meetOnePerson(people)
    const limit = { identityRecordId: ofReconnect, kind: 'EXCLUSION', subjects: [navigator.subject], reason: 'They live next door.' }
    await people.call(persona('reconnect-manager'), 'limitAccess', limit)

    const allocation = { episodeId: randomUUID(), allocationId: randomUUID(), workerId: navigator.subject }
    await follow(event('worker-allocated', ofReconnect, allocation, 'reconnect'))

    expect(await codesOf([ofReconnect], navigator)).toEqual(['NOT_FOUND'])
  })

  test('an allocation of before workers were told opens nothing', async () => {
    const { ofReconnect } = await meetOnePerson(people)

    await follow(event('worker-allocated', ofReconnect, { episodeId: randomUUID() }, 'reconnect'))

    expect(await people.rows('select 1 from people.relationship where record_id = $1', ofReconnect)).toEqual([])
  })
})
