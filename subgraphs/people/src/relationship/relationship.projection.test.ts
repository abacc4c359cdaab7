import { randomUUID } from 'node:crypto'
import type { FeedEvent } from '@throughcare/kit/feed'
import { openPool, withRows, type Pool } from '@throughcare/kit/db'
import { projectionRows } from '@throughcare/kit/room'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { persona } from '@throughcare/test/support/personas'
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

const event = (type: string, recordId: string, payload: object): FeedEvent => ({
  ...{ eventId: randomUUID(), type: `liaison-diversion.${type}`, shapeVersion: 1, subjectId: randomUUID(), subjectVersion: 1, recordId },
  ...{ organisation: 'RW5', actor: 'a-manager', actorRole: 'ld-manager', requestId: randomUUID(), payload: { ...payload } },
  occurredAt: new Date().toISOString(),
  recordedAt: new Date().toISOString()
})
const follow = (...events: FeedEvent[]) =>
  withRows(pool.db, projectionRows, 'read write', (tx) => relationshipProjection('CONSENT')(tx, events, 'liaison-diversion'))
const codesOf = (ids: string[]) => Promise.all(ids.map(async (id) => (await people.ask(peer, record, { id })).errors[0]?.code ?? 'READ'))

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

  test('events of other kinds are none of its business', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)

    await follow(event('screening-recorded', ofLiaisonDiversion, { episodeId: randomUUID() }))

    expect(await people.rows('select 1 from people.relationship where record_id = $1', ofLiaisonDiversion)).toEqual([])
  })
})
