import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { asCaller } from '@throughcare/test/support/as-caller'
import { openLiaisonDiversion, startAssigned } from '@throughcare/test/support/liaison-diversion'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

const peer = persona('ld-peer-support-worker')
const otherPeer = persona('ld-peer-support-worker', { subject: 'another-peer' })
const walk = { mechanism: 'FACE_TO_FACE', attendance: 'ON_TIME', place: 'STREET' }

let liaisonDiversion: EpisodeRoom
let assigned: Awaited<ReturnType<typeof startAssigned>>
beforeAll(async () => {
  liaisonDiversion = await openLiaisonDiversion()
  assigned = await startAssigned(liaisonDiversion, { consent: true })
})
afterAll(() => liaisonDiversion.close())

const meet = (principal: typeof peer, episodeId = assigned.id) => liaisonDiversion.act('recordPeerSupportContact', { episodeId, ...walk }, principal)
const contacts = () => liaisonDiversion.rows('select 1 from liaison_diversion.contact')

describe('who may record a contact of peer support', () => {
  test.each([
    ['another peer support worker', otherPeer, 'NOT_FOUND'],
    ['a practitioner of the team, who has a verb of their own', practitioner, 'FORBIDDEN'],
    ['the sister service', navigator, 'FORBIDDEN'],
    ["the sister service's peer support worker", persona('reconnect-peer-support-worker'), 'FORBIDDEN'],
    ['a court', persona('court-recipient'), 'FORBIDDEN']
  ])('not %s', async (_, principal, code) => {
    expect((await meet(principal)).errors).toMatchObject([{ code }])
    expect(await contacts()).toEqual([])
  })

  test('not somebody assigned to another person', async () => {
    const { id } = await liaisonDiversion.start()

    expect((await meet(peer, id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('in the database a peer support worker adds no contact in the name of another, nor with somebody else', async () => {
    const { id } = await liaisonDiversion.start()
    const insert = (episodeId: string, by: string) => `insert into liaison_diversion.contact (id, record_id, episode_id, organisation, service, retention_class,
      recorded_by, contact_at, mechanism, attendance, place, is_peer_support) select gen_random_uuid(), record_id, '${episodeId}', 'RW5', 'LIAISON_DIVERSION', 'x',
      '${by}', now(), 'VIDEO', 'ON_TIME', 'OTHER', true from liaison_diversion.peer_assignment`
    const add = (statement: string) => asCaller(liaisonDiversion, 'liaison_diversion', { principal: peer, statement })

    await expect(add(insert(assigned.id, 'somebody'))).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(add(insert(id, peer.subject))).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(add(insert(assigned.id, peer.subject))).resolves.toBeDefined()
  })

  test('nor, in the database, once their assignment has ended', async () => {
    const over = await startAssigned(liaisonDiversion)
    await liaisonDiversion.rows('update liaison_diversion.peer_assignment set ended_at = now() where episode_id = $1', over.id)
    const insert = `insert into liaison_diversion.contact (id, record_id, episode_id, organisation, service, retention_class, recorded_by, contact_at,
      mechanism, attendance, place, is_peer_support) values (gen_random_uuid(), '${over.recordId}', '${over.id}', 'RW5', 'LIAISON_DIVERSION', 'x',
      '${peer.subject}', now(), 'VIDEO', 'ON_TIME', 'OTHER', true)`

    await expect(asCaller(liaisonDiversion, 'liaison_diversion', { principal: peer, statement: insert })).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('of two who are assigned to the same person, neither writes in the name of the other', async () => {
    const both = await startAssigned(liaisonDiversion)
    const input = { episodeId: both.id, subject: otherPeer.subject, employerId: otherPeer.organisation, expectedVersion: both.version }
    await liaisonDiversion.act('assignPeerSupport', input)
    const insert = (by: string) => `insert into liaison_diversion.contact (id, record_id, episode_id, organisation, service, retention_class, recorded_by,
      contact_at, mechanism, attendance, place, is_peer_support) values (gen_random_uuid(), '${both.recordId}', '${both.id}', 'RW5', 'LIAISON_DIVERSION', 'x',
      '${by}', now(), 'VIDEO', 'ON_TIME', 'OTHER', true)`
    const add = (by: string) => asCaller(liaisonDiversion, 'liaison_diversion', { principal: peer, statement: insert(by) })

    await expect(add(otherPeer.subject)).rejects.toMatchObject({ cause: { code: '42501' } })
    await expect(add(peer.subject)).resolves.toBeDefined()
    await meet(peer, both.id)
    expect(await liaisonDiversion.rows('select distinct recorded_by from liaison_diversion.contact where episode_id = $1', both.id)).toEqual([
      { recorded_by: peer.subject }
    ])
  })

  test('whoever is assigned, as long as that holds', async () => {
    expect((await meet(peer)).errors).toEqual([])
    await liaisonDiversion.act('endPeerSupport', { episodeId: assigned.id, assignmentId: assigned.assignmentId, expectedVersion: assigned.version })
    expect((await meet(peer)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

describe('what a peer support worker reads of somebody assigned to them', () => {
  const read = (fields: string) => liaisonDiversion.ask(peer, `query ($id: ID!) { liaisonDiversionEpisode(id: $id) { ${fields} } }`, { id: assigned.id })

  test('the episode, its contacts and who supports the person', async () => {
    expect(
      (await read('state receivedAt followUpDueOn contacts { contactAt } peerSupport { subject } appropriateAdults { who calledAt } custodyDisposalAt')).errors
    ).toEqual([])
  })

  test.each([
    ...['screening { risk }', 'needs { definition }', 'assessments { outcome }', 'offenceGroup', 'justiceOutcomes { code }', 'courtReports { id }'],
    ...['informationShares { contents }', 'cohorts', 'childCircumstances { isLookedAfter }', 'history { action }'],
    ...['custodyDisposal', 'appropriateAdults { reason }', 'source']
  ])('not %s: nothing clinical, no risk, no offence', async (fields) => {
    expect((await read(fields)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
