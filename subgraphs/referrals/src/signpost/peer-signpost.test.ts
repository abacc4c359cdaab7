import type { Principal } from '@throughcare/kit/principal'
import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { eventsOf, openReferrals } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

const peer = persona('ld-peer-support-worker')
const colleague = persona('ld-peer-support-worker', { subject: 'another-peer' })

let referrals: TestRoom
let recordId: string
beforeAll(async () => void (referrals = await openReferrals()))
beforeEach(async () => {
  recordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION' })
  await openByName(referrals, recordId, peer)
})
afterAll(() => referrals.close())

async function tell(principal: Principal = peer) {
  const input = { identityRecordId: recordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
  const { data, errors } = await referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id isByPeerSupport } }', { input })
  return { told: data?.signpost, errors }
}
const takeUp = (principal: Principal, signpostId: string) =>
  referrals.ask(principal, 'mutation ($input: RecordTakeUpInput!) { recordTakeUp(input: $input) { takenUp } }', {
    input: { signpostId, takenUp: 'TAKEN_UP', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
  })
const seenBy = async (principal: Principal) => {
  const query =
    'query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { signposts { edges { node { isByPeerSupport } } withheld { reason } } } } }'
  const { data } = await referrals.ask(principal, query, { them: [{ __typename: 'Person', recordId, recordIds: [recordId] }] })
  return data?._entities[0].signposts
}

describe('a peer support worker', () => {
  test('records what they told somebody assigned to them, and its team sees it', async () => {
    const { told, errors } = await tell()

    expect(errors).toEqual([])
    expect(told).toMatchObject({ isByPeerSupport: true })
    expect(await eventsOf(referrals, told)).toMatchObject([{ type: 'referrals.signposted', actor: peer.subject, record_id: recordId }])
    expect(await seenBy(practitioner)).toEqual({ edges: [{ node: { isByPeerSupport: true } }], withheld: [] })
    expect(await seenBy(navigator)).toEqual({ edges: null, withheld: [{ reason: 'CONSENT_REQUIRED' }] })
  })

  test('reads for which need they told somebody of a service, and not for which somebody else did', async () => {
    await tell(practitioner)
    await tell(peer)
    const query =
      'query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { signposts { edges { node { isByPeerSupport need { code } } } } } } }'
    const needsSeenBy = async (principal: Principal) => {
      const { data } = await referrals.ask(principal, query, { them: [{ __typename: 'Person', recordId, recordIds: [recordId] }] })
      const nodes = data?._entities[0].signposts.edges.map(({ node }: { node: { isByPeerSupport: boolean; need: object | null } }) => node)
      return new Map(nodes.map((node: { isByPeerSupport: boolean; need: object | null }) => [node.isByPeerSupport, node.need]))
    }

    const debt = { code: 'debt' }
    expect(await needsSeenBy(peer)).toEqual(
      new Map([
        [true, debt],
        [false, null]
      ])
    )
    expect(await needsSeenBy(practitioner)).toEqual(
      new Map([
        [true, debt],
        [false, debt]
      ])
    )
  })

  test.each([
    ['the worker who told them', peer],
    ['the team whose record it is', practitioner]
  ])('gets an answer from %s', async (_, principal) => {
    const { told } = await tell()

    expect(await takeUp(principal, told.id)).toMatchObject({ errors: [], data: { recordTakeUp: { takenUp: 'TAKEN_UP' } } })
  })

  test.each([
    ['another peer support worker of the same employer', colleague],
    ['the same team in another organisation', stranger('ld-practitioner')],
    ['the sister service', navigator]
  ])('gets none from %s', async (_, principal) => {
    const { told } = await tell()

    expect((await takeUp(principal, told.id)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('records nothing any more once they are no longer assigned, or are barred', async () => {
    await referrals.rows("update referrals.record_access set level = 'barred' where record_id = $1 and audience = $2", recordId, `subject:${peer.subject}`)
    expect((await tell()).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    await referrals.rows('delete from referrals.record_access where record_id = $1 and audience = $2', recordId, `subject:${peer.subject}`)

    expect((await tell()).errors).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('You are not assigned to this person') }])
  })

  test('makes no referral and reads no list of the team', async () => {
    const input = { identityRecordId: recordId, serviceId: 'x', providerOrganisationId: 'x', needCode: 'debt', episodeId: recordId, idempotencyKey: 'x' }
    const refer = await referrals.ask(peer, 'mutation ($input: MakeReferralInput!) { makeReferral(input: $input) { id } }', { input })

    expect(refer.errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await referrals.ask(peer, '{ silentReferrals { edges { cursor } } }')).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})

describe('what the database itself lets a peer support worker do', () => {
  const asPeer = (statement: string, subject = peer.subject) =>
    referrals.rows<object>(`begin; set local role referrals_app;
      select set_config('app.subject', '${subject}', true), set_config('app.role', 'ld-peer-support-worker', true),
        set_config('app.audiences', 'subject:${subject}', true); ${statement}; rollback`)
  const row = (about: string, by = peer.subject) =>
    `insert into referrals.signpost (id, record_id, organisation, service, retention_class, recorded_by, service_id, need_code, told_at, is_by_peer_support)
     values (gen_random_uuid(), '${about}', 'RRR', 'LIAISON_DIVERSION', 'x', '${by}', 's', 'debt', now(), true)`

  test('to add rows of their own about people assigned to them, and no others', async () => {
    await asPeer(row(recordId))
    for (const refused of [row(crypto.randomUUID()), row(recordId, 'someone-else'), row(recordId).replace('LIAISON_DIVERSION', 'RECONNECT')]) {
      await expect(asPeer(refused)).rejects.toThrow('row-level security')
      await referrals.rows('rollback')
    }
  })
})
