import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { openReferrals, provider } from '@throughcare/test/support/onward-referrals'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
let told: { byTeam: string; byPeer: string }
const peer = persona('ld-peer-support-worker')
const colleague = persona('ld-peer-support-worker', { subject: 'another-peer' })

beforeAll(async () => {
  referrals = await openReferrals()
  const identityRecordId = await makeKnown(referrals, 'referrals', { service: 'LIAISON_DIVERSION', consent: true })
  for (const one of [peer, colleague]) await openByName(referrals, identityRecordId, one)
  const tell = async (principal: typeof peer) => {
    const input = { identityRecordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
    return (await referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })).data?.signpost.id
  }
  told = { byTeam: await tell(practitioner), byPeer: await tell(peer) }
})
afterAll(() => referrals.close())

const withdraw = (principal: typeof peer, signpostId: string) =>
  referrals.ask(principal, 'mutation ($input: WithdrawSignpostInput!) { withdrawSignpost(input: $input) { id } }', {
    input: { signpostId, reason: 'It was of somebody else.', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
  })

describe('who may take back a signpost', () => {
  test.each([
    ['the same team in another organisation', stranger('ld-practitioner'), 'NOT_FOUND'],
    ['the sister service, though the person agreed that it may read it', navigator, 'NOT_FOUND'],
    ['another peer support worker who is assigned too', colleague, 'NOT_FOUND'],
    ['a provider', provider, 'FORBIDDEN'],
    ['a commissioner', persona('commissioner'), 'FORBIDDEN']
  ])('refuses %s, whoever recorded it, and changes nothing', async (_, principal, code) => {
    for (const id of [told.byTeam, told.byPeer]) expect((await withdraw(principal, id)).errors.map((error) => error.code)).toEqual([code])
    expect(await referrals.rows('select 1 from referrals.signpost where withdrawn_at is not null or version > 1')).toEqual([])
  })

  test('refuses a peer support worker what the team recorded', async () => {
    expect((await withdraw(peer, told.byTeam)).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('does not tell a provider why', async () => {
    const query = 'query ($them: [_Any!]!) { _entities(representations: $them) { ... on Signpost { withdrawalReason } } }'
    const { errors } = await referrals.ask(provider, query, { them: [{ __typename: 'Signpost', id: told.byTeam }] })

    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('lets the worker who recorded it, and the team', async () => {
    expect((await withdraw(peer, told.byPeer)).errors).toEqual([])
    expect((await withdraw(practitioner, told.byTeam)).errors).toEqual([])
  })
})
