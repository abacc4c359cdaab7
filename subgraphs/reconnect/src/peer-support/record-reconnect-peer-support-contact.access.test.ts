import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { asCaller } from '@throughcare/test/support/as-caller'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted, startAssigned } from '@throughcare/test/support/reconnect'

const peer = persona('reconnect-peer-support-worker')
const otherPeer = persona('reconnect-peer-support-worker', { subject: 'another-peer' })
const walk = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME' }

let reconnect: EpisodeRoom
let assigned: Awaited<ReturnType<typeof startAssigned>>
beforeAll(async () => {
  reconnect = await openReconnect()
  assigned = await startAssigned(reconnect, {}, { consent: true })
})
afterAll(() => reconnect.close())

const meet = (principal: typeof peer, episodeId = assigned.id) => reconnect.act('recordReconnectPeerSupportContact', { episodeId, ...walk }, principal)
const contacts = () => reconnect.rows('select 1 from reconnect.contact')

describe('who may record a contact of peer support', () => {
  test.each([
    ['another peer support worker', otherPeer, 'NOT_FOUND'],
    ['a navigator of the team, who has a verb of their own', navigator, 'FORBIDDEN'],
    ['the sister service', practitioner, 'FORBIDDEN'],
    ["the sister service's peer support worker", persona('ld-peer-support-worker'), 'FORBIDDEN'],
    ['a court', persona('court-recipient'), 'FORBIDDEN']
  ])('not %s', async (_, principal, code) => {
    expect((await meet(principal)).errors).toMatchObject([{ code }])
    expect(await contacts()).toEqual([])
  })

  test('not somebody assigned to another person', async () => {
    const { id } = await startAccepted(reconnect)

    expect((await meet(peer, id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('not one who may read the person and is assigned in no such episode', async () => {
    await reconnect.rows(
      `insert into reconnect.record_access (record_id, audience, level, service, version) values ($1, 'subject:another-peer', 'read', 'RECONNECT', 1)`,
      assigned.recordId
    )

    expect((await meet(otherPeer)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('in the database a peer support worker adds no contact in the name of another, nor with somebody else', async () => {
    const { id } = await startAccepted(reconnect)
    const insert = (episodeId: string, by: string) => `insert into reconnect.contact (id, record_id, episode_id, organisation, service, retention_class,
      recorded_by, contact_at, purpose, mechanism, attendance, is_peer_support) select gen_random_uuid(), record_id, '${episodeId}', 'RW5', 'RECONNECT', 'x',
      '${by}', now(), 'SUPPORT', 'VIDEO', 'ON_TIME', true from reconnect.peer_assignment`
    const add = (statement: string) => asCaller(reconnect, 'reconnect', { principal: peer, statement })

    await expect(add(insert(assigned.id, 'somebody'))).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(add(insert(id, peer.subject))).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(add(insert(assigned.id, peer.subject))).resolves.toBeDefined()
  })

  test('nor, in the database, once their assignment has ended', async () => {
    const over = await startAssigned(reconnect)
    await reconnect.rows('update reconnect.peer_assignment set ended_at = now() where episode_id = $1', over.id)
    const insert = `insert into reconnect.contact (id, record_id, episode_id, organisation, service, retention_class, recorded_by, contact_at, purpose,
      mechanism, attendance, is_peer_support) values (gen_random_uuid(), '${over.recordId}', '${over.id}', 'RW5', 'RECONNECT', 'x', '${peer.subject}', now(),
      'SUPPORT', 'VIDEO', 'ON_TIME', true)`

    await expect(asCaller(reconnect, 'reconnect', { principal: peer, statement: insert })).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('whoever is assigned, as long as that holds', async () => {
    expect((await meet(peer)).errors).toEqual([])
    const end = { episodeId: assigned.id, assignmentId: assigned.assignmentId, outcome: 'COMPLETED', expectedVersion: assigned.version }
    await reconnect.act('endReconnectPeerSupport', end)
    expect((await meet(peer)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('what a peer support worker reads of somebody assigned to them', () => {
  const read = (fields: string, id = assigned.id) => reconnect.ask(peer, `query ($id: ID!) { reconnectEpisode(id: $id) { ${fields} } }`, { id })

  test('the episode, its dates, its contacts and who supports the person', async () => {
    expect((await read('phase supportEndsOn gateMeeting { meetAt } contacts { contactAt } peerSupport { subject }')).errors).toEqual([])
  })

  test('nothing of anybody else', async () => {
    const { id } = await startAccepted(reconnect)

    expect((await read('phase', id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each([
    ...['eligibility { riskOfSeriousHarm }', 'declineReason', 'handover { id }', 'needs { status }', 'goals { status }', 'extension { reason }'],
    ...['tasks { kind }', 'rePlan { from }']
  ])('not %s: nothing clinical, no risk', async (fields) => {
    expect((await read(fields)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
