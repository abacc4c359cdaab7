import { makeKnown, openByName } from '@throughcare/test/support/known-record'
import { eventsOf, openReferrals } from '@throughcare/test/support/onward-referrals'
import type { Principal } from '@throughcare/kit/principal'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'
import type { TestRoom } from '@throughcare/test/support/room'

let referrals: TestRoom
beforeAll(async () => void (referrals = await openReferrals()))
afterAll(() => referrals.close())

const teamOf = { LIAISON_DIVERSION: practitioner, RECONNECT: navigator }
const peerOf = { LIAISON_DIVERSION: persona('ld-peer-support-worker'), RECONNECT: persona('reconnect-peer-support-worker') }
const reason = 'I picked the wrong person.'

async function tell(service: keyof typeof teamOf, principal: Principal) {
  const recordId = await makeKnown(referrals, 'referrals', { service, consent: true })
  await openByName(referrals, recordId, peerOf[service])
  const input = { identityRecordId: recordId, serviceId: 'service-1', needCode: 'debt', idempotencyKey: crypto.randomUUID() }
  const { data } = await referrals.ask(principal, 'mutation ($input: SignpostInput!) { signpost(input: $input) { id } }', { input })
  return { id: String(data?.signpost.id), recordId }
}

const withdraw = (principal: Principal, signpostId: string, changes: object = {}) =>
  referrals.ask(principal, 'mutation ($input: WithdrawSignpostInput!) { withdrawSignpost(input: $input) { id version withdrawnAt withdrawalReason } }', {
    input: { signpostId, reason, expectedVersion: 1, idempotencyKey: crypto.randomUUID(), ...changes }
  })
const takeUp = (principal: Principal, signpostId: string, expectedVersion: number) =>
  referrals.ask(principal, 'mutation ($input: RecordTakeUpInput!) { recordTakeUp(input: $input) { takenUp } }', {
    input: { signpostId, takenUp: 'TAKEN_UP', expectedVersion, idempotencyKey: crypto.randomUUID() }
  })
const seenBy = async (principal: Principal, recordId: string, fields: string) => {
  const query = `query ($them: [_Any!]!) { _entities(representations: $them) { ... on Person { signposts { edges { node { ${fields} } } } } } }`
  const { data } = await referrals.ask(principal, query, { them: [{ __typename: 'Person', recordId, recordIds: [recordId] }] })
  return data?._entities[0].signposts.edges
}
const takenBack = { withdrawnAt: '2026-06-08T12:00:00.000Z', withdrawalReason: reason }

describe.each(['LIAISON_DIVERSION', 'RECONNECT'] as const)('a signpost of a peer support worker of %s that was recorded in error', (service) => {
  test.each([
    ['the worker who recorded it', peerOf[service]],
    ['the team whose record it is', teamOf[service]]
  ])('is taken back by %s: it stays in the list, with when and why', async (_, principal) => {
    const { id, recordId } = await tell(service, peerOf[service])
    const before = await seenBy(principal, recordId, 'withdrawnAt withdrawalReason')

    const { data, errors } = await withdraw(principal, id, { reason: ` ${reason} ` })

    expect(errors).toEqual([])
    expect(before).toEqual([{ node: { withdrawnAt: null, withdrawalReason: null } }])
    expect(data?.withdrawSignpost).toEqual({ id, version: 2, ...takenBack })
    expect(await seenBy(teamOf[service], recordId, 'withdrawnAt withdrawalReason')).toEqual([{ node: takenBack }])
    const standing = await referrals.rows('select service_id, withdrawn_by from referrals.signpost where id = $1', id)
    expect(standing).toEqual([{ service_id: 'service-1', withdrawn_by: principal.subject }])
  })
})

describe('withdrawSignpost', () => {
  test('tells readers that nobody was told of anything, without a word of why', async () => {
    const { id, recordId } = await tell('LIAISON_DIVERSION', practitioner)
    await withdraw(practitioner, id)

    const pointers = { signpostId: id, serviceId: 'service-1', madeBy: 'LIAISON_DIVERSION', partId: null }
    expect((await eventsOf(referrals, { id })).slice(1)).toMatchObject([
      { type: 'referrals.step-withdrawn', subject_version: 2, record_id: recordId, payload: { ...pointers, step: 'signposted' } }
    ])
    expect(JSON.stringify(await eventsOf(referrals, { id }))).not.toContain('wrong person')
  })

  test('takes back with it whether the person took it up', async () => {
    const { id } = await tell('LIAISON_DIVERSION', practitioner)
    await takeUp(practitioner, id, 1)
    await withdraw(practitioner, id, { expectedVersion: 2 })

    const told = (await eventsOf(referrals, { id })).slice(2).map(({ type, payload, subject_version }) => [type, payload.step, subject_version])
    expect(told).toEqual([
      ['referrals.step-withdrawn', 'signposted', 3],
      ['referrals.step-withdrawn', 'take-up-recorded', 3]
    ])
  })

  test('is refused a second time, without a reason and from an old reading, and nothing more is recorded of what was taken back', async () => {
    const { id } = await tell('LIAISON_DIVERSION', practitioner)
    expect((await withdraw(practitioner, id, { reason: ' ' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('Say why') }])
    await withdraw(practitioner, id)

    const refused = [{ code: 'BAD_USER_INPUT', message: expect.stringContaining('recorded in error') }]
    expect((await withdraw(practitioner, id, { expectedVersion: 2 })).errors).toMatchObject(refused)
    expect((await takeUp(practitioner, id, 2)).errors).toMatchObject(refused)
    expect((await withdraw(practitioner, id)).errors).toMatchObject([{ code: 'CONFLICT' }])
  })
})
