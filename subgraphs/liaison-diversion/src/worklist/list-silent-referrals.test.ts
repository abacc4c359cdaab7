import { randomUUID } from 'node:crypto'
import { room } from '@throughcare/liaison-diversion'
import { feedEvent, openFedRoom, type FedRoom } from '@throughcare/test/support/fed-room'
import { makeKnown } from '@throughcare/test/support/known-record'
import { persona, practitioner } from '@throughcare/test/support/personas'

let liaisonDiversion: FedRoom
let now = new Date('2026-06-01T09:00:00Z')
beforeAll(async () => void (liaisonDiversion = await openFedRoom(room, { clock: { now: () => now } })))
beforeEach(async () => {
  now = new Date('2026-06-01T09:00:00Z')
  await liaisonDiversion.rows('update liaison_diversion.episode set unheard_since = null')
})
afterAll(() => liaisonDiversion.close())

async function start(changes: object = {}, birthDate = '1990-01-01'): Promise<string> {
  const identityRecordId = await makeKnown(liaisonDiversion, 'liaison_diversion', { service: 'LIAISON_DIVERSION', birthDate })
  const input = { identityRecordId, facilityId: 'LAN3', setting: 'POLICE_CUSTODY', source: 'POLICE', idempotencyKey: randomUUID(), ...changes }
  const { data, errors } = await liaisonDiversion.ask(practitioner, 'mutation ($input: ReceiveReferralInput!) { receiveReferral(input: $input) { id } }', {
    input
  })
  expect(errors).toEqual([])
  return data?.receiveReferral.id
}

async function tell(type: string, episodeId: string, { referralId = randomUUID(), at = '2026-06-01T09:00:00.000Z', madeBy = 'LIAISON_DIVERSION' } = {}) {
  const [episode] = await liaisonDiversion.rows<{ record_id: string }>('select record_id from liaison_diversion.episode where id = $1', episodeId)
  const payload = { referralId, episodeId, madeBy, needCode: 'housing' }
  await liaisonDiversion.publish('referrals', feedEvent({ type: `referrals.${type}`, recordId: episode?.record_id ?? null, occurredAt: at, payload }))
  return referralId
}

async function silent(where: object = {}, principal = practitioner) {
  const query = `query ($where: LiaisonDiversionWorklistFilter, $first: Int, $after: String) {
    liaisonDiversionWorklist(list: REFERRALS_SILENT, where: $where, first: $first, after: $after) { edges { cursor since node { id } } } }`
  const { data, errors } = await liaisonDiversion.ask(principal, query, { where })
  return { edges: data?.liaisonDiversionWorklist.edges as { since: string; node: { id: string } }[], errors }
}
const ids = async (where: object = {}) => (await silent(where)).edges.map(({ node }) => node.id)

describe('silent onward referrals', () => {
  test('are those of which nothing was heard for three whole working days in London, the longest silence first', async () => {
    const [later, earlier] = [await start(), await start()]
    await tell('referral-sent', later, { at: '2026-06-01T09:00:00.000Z' })
    await tell('referral-sent', earlier, { at: '2026-06-01T08:00:00.000Z' })

    now = new Date('2026-06-04T22:59:59Z')
    expect(await ids()).toEqual([])
    now = new Date('2026-06-04T23:00:00Z')
    const { edges } = await silent()
    expect(edges.map(({ since, node }) => [since, node.id])).toEqual([
      ['2026-06-04T23:00:00.000Z', earlier],
      ['2026-06-04T23:00:00.000Z', later]
    ])
  })

  test.each(['referral-received', 'referral-accepted', 'referral-declined', 'referral-withdrawn', 'referral-redirected'])(
    'are no more once %s is told, but for another of the same episode',
    async (type) => {
      const episodeId = await start()
      const first = await tell('referral-sent', episodeId, { at: '2026-06-01T09:00:00.000Z' })
      const second = await tell('referral-sent', episodeId, { at: '2026-06-02T09:00:00.000Z' })
      now = new Date('2026-07-01T09:00:00Z')
      await tell(type, episodeId, { referralId: first })
      expect((await silent()).edges).toMatchObject([{ since: '2026-06-05T23:00:00.000Z', node: { id: episodeId } }])
      await tell(type, episodeId, { referralId: second })

      expect(await ids()).toEqual([])
    }
  )

  test('of the sister service, and of somebody who has died, are in no list', async () => {
    const [theirs, dead] = [await start(), await start()]
    await tell('referral-sent', theirs, { madeBy: 'RECONNECT' })
    await tell('referral-sent', dead)
    await liaisonDiversion.rows("update liaison_diversion.episode set died_on = '2026-06-02' where id = $1", dead)
    now = new Date('2026-07-01T09:00:00Z')

    expect(await ids()).toEqual([])
  })

  test('are no more once the episode was closed because the person died', async () => {
    const [dead, done] = [await start(), await start()]
    for (const id of [dead, done]) await tell('referral-sent', id)
    await liaisonDiversion.rows("update liaison_diversion.episode set closed_at = now(), closure_reason = 'DIED' where id = $1", dead)
    await liaisonDiversion.rows("update liaison_diversion.episode set closed_at = now(), closure_reason = 'COMPLETED' where id = $1", done)
    now = new Date('2026-07-01T09:00:00Z')

    expect(await ids()).toEqual([done])
  })

  test('are limited by facility, worker, age group and whether anybody has the episode', async () => {
    const [here, elsewhere, child] = [await start(), await start({ facilityId: 'PRE3' }), await start({}, '2012-01-01')]
    for (const id of [here, elsewhere, child]) await tell('referral-sent', id, { at: `2026-06-01T0${[here, elsewhere, child].indexOf(id) + 1}:00:00.000Z` })
    await liaisonDiversion.rows("update liaison_diversion.episode set worker = 'sam' where id = $1", elsewhere)
    now = new Date('2026-07-01T09:00:00Z')

    expect(await ids()).toEqual([here, elsewhere, child])
    expect(await ids({ facilityIds: ['PRE3'] })).toEqual([elsewhere])
    expect(await ids({ worker: 'sam' })).toEqual([elsewhere])
    expect(await ids({ isAllocated: false })).toEqual([here, child])
    expect(await ids({ ageGroup: 'UNDER_18' })).toEqual([child])
    expect(await ids({ ageGroup: 'ADULT' })).toEqual([here, elsewhere])
  })

  test('are of a place, by its facilities', async () => {
    const [here, elsewhere] = [await start(), await start({ facilityId: 'PRE3' })]
    for (const id of [here, elsewhere]) await tell('referral-sent', id)
    now = new Date('2026-07-01T09:00:00Z')
    const place = { __typename: 'Place', id: 'preston', facilities: [{ __typename: 'Facility', id: 'PRE3' }] }
    const query = `query ($them: [_Any!]!) { _entities(representations: $them) {
      ... on Place { liaisonDiversionWorklist(list: REFERRALS_SILENT) { edges { node { id } } } } } }`

    const { data } = await liaisonDiversion.ask(practitioner, query, { them: [place] })

    expect(data?._entities[0].liaisonDiversionWorklist.edges).toEqual([{ node: { id: elsewhere } }])
  })

  test('are told to nobody outside the service', async () => {
    expect((await silent({}, persona('reconnect-navigator'))).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await silent({}, persona('service-provider'))).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
